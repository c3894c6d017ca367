namespace MlFunctions.Learning.Scorers;

/// <summary>A fitted function from a row's features to a number, as data: trees, or weights.</summary>
public interface IScorer<TSelf>
    where TSelf : IScorer<TSelf>
{
    /// <summary>Its value; finite for any features, NaN (missing) among them.</summary>
    double Score(ReadOnlySpan<float> features);

    /// <summary>The values of many rows, to the last bit those of each alone.</summary>
    /// <param name="features">Row after row, all of one width.</param>
    /// <param name="into">One for each row.</param>
    void Score(ReadOnlySpan<float> features, Span<double> into)
    {
        var width = features.Length / Math.Max(1, into.Length);
        for (var row = 0; row < into.Length; row++)
            into[row] = Score(features.Slice(row * width, width));
    }

    /// <summary>Refuses data that is no such function of <paramref name="features"/> features.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    void Check(int features);

    /// <summary>The function whose score is the mean of the scores of at least one other.</summary>
    static abstract TSelf Mean(IReadOnlyList<TSelf> scorers);
}
