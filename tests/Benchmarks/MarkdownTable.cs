namespace MlFunctions.Benchmarks;

/// <summary>A result as it stands in a README: its columns padded, so that it can be read on the terminal too.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> rows = [];

    public void Add(params object[] cells) => rows.Add([.. cells.Select(cell => FormattableString.Invariant($"{cell}"))]);

    public override string ToString()
    {
        int[] widths = [.. header.Select((name, column) => Math.Max(3, rows.Select(row => row[column].Length).Append(name.Length).Max()))];
        string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column])))} |";
        return string.Join('\n', [Line(header), Line(widths.Select(width => new string('-', width))), .. rows.Select(Line)]);
    }
}
