using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Ranking;

/// <summary>Features of a list, column after column, because the features of a list are computed over all its rows.</summary>
internal sealed class FeatureColumns(int rows, int width)
{
    private readonly float[] values = new float[rows * width];

    /// <summary>The first column that <see cref="Add"/> has not written.</summary>
    public int Next { get; set; }

    public Span<float> this[int column] => values.AsSpan(column * rows, rows);

    public void Add(float[] column) => column.CopyTo(this[Next++]);

    public FeatureMatrix ToMatrix()
    {
        var matrix = new float[values.Length];
        for (var column = 0; column < width; column++)
        {
            for (var row = 0; row < rows; row++)
                matrix[(row * width) + column] = values[(column * rows) + row];
        }

        return new FeatureMatrix(width, matrix);
    }
}
