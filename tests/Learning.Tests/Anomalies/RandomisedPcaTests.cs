using Microsoft.ML.Data;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Tests.Anomalies;

public sealed class RandomisedPcaTests
{
    // ML.NET answers √(‖rest‖² / ‖x − mean‖²).
    [Fact]
    public void The_error_left_is_the_one_that_ML_NET_works_out()
    {
        var (features, usual) = Sensors.Make(500, 7, strangeEvery: 5);
        var rows = Sensors.Rows(usual);
        var pca = RandomisedPca.Fit(features, rows, 0.75, seed: 1);
        var scaled = pca.Scaling.Apply(features, [.. Enumerable.Range(0, features.Rows)]);
        var theirs = RandomisedPca.Train(pca.Scaling.Apply(features, rows), 3, seed: 1).Transform(RandomisedPca.View(scaled)).GetColumn<float>("Score").ToArray();
        for (var row = 0; row < features.Rows; row++)
        {
            var distance = scaled[row].ToArray().Zip(pca.Mean, (value, mean) => Math.Pow(value - mean, 2)).Sum();
            Assert.Equal(theirs[row], Math.Sqrt(Math.Exp(pca.Score(features[row])) * Sensors.Width / distance), 3e-3);
        }
    }

    [Fact]
    public void Directions_are_orthonormal_and_three_in_four_of_the_features_that_vary()
    {
        var (features, usual) = Sensors.Make(500, 8);
        var directions = RandomisedPca.Fit(features, Sensors.Rows(usual), 0.75, seed: 1).Directions;
        Assert.Equal(3, directions.Length);
        foreach (var (place, direction) in directions.Index())
        {
            Assert.Equal(1, direction.Sum(value => value * value), 1e-4);
            Assert.All(directions.Take(place), other => Assert.Equal(0, direction.Zip(other, (a, b) => a * b).Sum(), 1e-4));
        }
    }

    [Fact]
    public void One_feature_is_judged_by_its_distance_from_the_mean()
    {
        var pca = RandomisedPca.Fit(new FeatureMatrix(1, [1, 2, 3, 4, 5]), [0, 1, 2, 3, 4], 0.9, seed: 1);
        Assert.Equal(pca.Score([1]), pca.Score([5]), 6);
        Assert.True(pca.Score([9]) > pca.Score([5]) && pca.Score([5]) > pca.Score([3]));
    }
}
