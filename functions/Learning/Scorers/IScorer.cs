namespace MlFunctions.Learning;

/// <summary>A fitted function from a row's features to a number, as data: trees, or weights.</summary>
public interface IScorer<TSelf>
    where TSelf : IScorer<TSelf>
{
    /// <summary>Its value; finite for any features, NaN (missing) among them.</summary>
    double Score(ReadOnlySpan<float> features);

    /// <summary>Refuses data that is no such function of <paramref name="features"/> features.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    void Check(int features);

    /// <summary>The function whose score is the mean of the scores of at least one other.</summary>
    static abstract TSelf Mean(IReadOnlyList<TSelf> scorers);
}
