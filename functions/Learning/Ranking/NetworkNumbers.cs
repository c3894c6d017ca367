using MlFunctions.Learning.Features;
using MlFunctions.Learning.Networks;

namespace MlFunctions.Learning.Ranking;

/// <summary>Features as a network takes them.</summary>
internal static class NetworkNumbers
{
    // Of standard deviations: a network would answer an outlier by an extreme score.
    private const float Most = 5;

    /// <summary>Where products stand in their lists, row after row: missing values as 0, the mean of the list, and none beyond 5.</summary>
    /// <param name="features">Of <paramref name="featurizer"/>.</param>
    /// <param name="featurizer">Its plain columns, which may be of any order of magnitude, are left out.</param>
    public static NetworkInput Of(FeatureMatrix features, RankingFeaturizer featurizer)
    {
        var numbers = new float[features.Rows * featurizer.Standings];
        for (var row = 0; row < features.Rows; row++)
        {
            for (var column = 0; column < featurizer.Standings; column++)
                numbers[(row * featurizer.Standings) + column] = float.IsNaN(features[row][column]) ? 0 : Math.Clamp(features[row][column], -Most, Most);
        }

        return NetworkInput.Of(features.Rows, numbers);
    }
}
