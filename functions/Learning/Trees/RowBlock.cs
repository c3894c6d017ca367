namespace MlFunctions.Learning.Trees;

/// <summary>The features of some rows, twice: row after row, and column after column.</summary>
internal readonly ref struct RowBlock
{
    /// <summary>Four vectors of eight lanes: enough work between two nodes for them to come, and little enough to stay in the first cache.</summary>
    public const int MostRows = 32;

    private readonly ReadOnlySpan<float> rows;
    private readonly int width;

    /// <param name="rows">Rows × width; NaN is a missing value.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="columns">At least width × <see cref="MostRows"/>, to be written.</param>
    public RowBlock(ReadOnlySpan<float> rows, int width, Span<float> columns)
    {
        this.rows = rows;
        this.width = width;
        Columns = columns;
        Count = rows.Length / width;
        for (var row = 0; row < Count; row++)
        {
            var features = this[row];
            for (var feature = 0; feature < features.Length; feature++)
                columns[(feature * MostRows) + row] = features[feature];
        }
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>A place for each of <see cref="MostRows"/> rows, feature after feature; those of absent rows hold anything.</summary>
    public ReadOnlySpan<float> Columns { get; }

    /// <summary>The features of a row.</summary>
    public ReadOnlySpan<float> this[int row] => rows.Slice(row * width, width);
}
