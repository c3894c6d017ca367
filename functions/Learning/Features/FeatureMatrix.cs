using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>The features of many rows, row after row.</summary>
/// <param name="Width">Features of a row.</param>
/// <param name="Values">Rows × width; NaN is a missing value.</param>
public sealed record FeatureMatrix(int Width, float[] Values)
{
    public int Rows => Values.Length / Width;

    public ReadOnlySpan<float> this[int row] => Values.AsSpan(row * Width, Width);

    /// <summary>Encodes rows, each by the featurizer that is chosen for it; all featurizers are of one width.</summary>
    public static FeatureMatrix Of(IReadOnlyList<Example> examples, Func<int, Featurizer> featurizer)
    {
        var width = featurizer(0).Width;
        var values = new float[examples.Count * width];
        for (var row = 0; row < examples.Count; row++)
            featurizer(row).Encode(examples[row].Input, values.AsSpan(row * width, width));
        return new FeatureMatrix(width, values);
    }

    /// <summary>The same rows with their first <paramref name="width"/> features only.</summary>
    public FeatureMatrix First(int width)
    {
        if (width == Width)
            return this;
        var values = new float[Rows * width];
        for (var row = 0; row < Rows; row++)
            this[row][..width].CopyTo(values.AsSpan(row * width));
        return new FeatureMatrix(width, values);
    }

    /// <summary>The same rows with further features, which follow the others.</summary>
    /// <param name="columns">Of each further feature, its value in each row.</param>
    public FeatureMatrix With(IReadOnlyList<double[]> columns)
    {
        if (columns.Count == 0)
            return this;
        var (rows, width) = (Rows, Width + columns.Count);
        var values = new float[rows * width];
        for (var row = 0; row < rows; row++)
        {
            this[row].CopyTo(values.AsSpan(row * width));
            for (var column = 0; column < columns.Count; column++)
                values[(row * width) + Width + column] = (float)columns[column][row];
        }

        return new FeatureMatrix(width, values);
    }
}
