namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>The rows of a page's tables, found by their first heading.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of each row, without the back-ticks around them.</summary>
    public static IReadOnlyList<string[]> Rows(string page, string firstHeading)
    {
        var rows = new List<string[]>();
        var inside = false;
        foreach (var line in Repository.Text(page).Split('\n').Select(line => line.Trim()))
        {
            if (!line.StartsWith('|'))
                inside = false;
            else if (Cells(line) is var cells && cells[0] == firstHeading)
                inside = true;
            else if (inside && !line.StartsWith("| -", StringComparison.Ordinal) && !line.StartsWith("|-", StringComparison.Ordinal))
                rows.Add(cells);
        }
        return rows;
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))];
}
