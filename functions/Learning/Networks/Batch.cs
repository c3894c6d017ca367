namespace MlFunctions.Learning.Networks;

/// <summary>Some rows, in groups that belong together; rows that stand alone are groups of one.</summary>
/// <param name="rows">Places among all rows.</param>
/// <param name="ends">After the last row of each group, within <paramref name="rows"/>.</param>
public readonly ref struct Batch(ReadOnlySpan<int> rows, ReadOnlySpan<int> ends)
{
    public ReadOnlySpan<int> Rows { get; } = rows;

    public ReadOnlySpan<int> Ends { get; } = ends;
}
