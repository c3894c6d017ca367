using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>Where a task's columns stand in the header of a file.</summary>
/// <param name="Header">The file's column names, in order.</param>
/// <param name="Places">For each column of the task its field in the file; -1 when it is absent.</param>
/// <param name="Label">The label's field.</param>
/// <param name="Warnings">Columns ignored and columns absent.</param>
public sealed record CsvColumns(IReadOnlyList<string> Header, IReadOnlyList<int> Places, int Label, IReadOnlyList<string> Warnings)
{
    private const int MaxHeader = 100_000;

    public static Result<CsvColumns> Match(IReadOnlyList<string> header, TaskDefinition task)
    {
        if (header.Sum(name => name.Length) > MaxHeader)
            return new Invalid($"The header (line 1) has more than {MaxHeader} characters; leave out the columns that the task does not declare.", [new("line 1, column 1", "The header is too long.")]);
        var places = task.Columns.Select(c => IndexOf(header, c.Name)).ToArray();
        var label = IndexOf(header, task.Label);
        if (label < 0 && places.All(p => p < 0))
            return new Invalid($"Line 1 is no header of task {task.Name}: it names none of its columns. The first line must be: {string.Join(",", task.Columns.Select(c => c.Name).Append(task.Label))}", [new("line 1, column 1", Hint(header))]);
        var errors = Errors(header, task, places, label).ToArray();
        return errors.Length == 0
            ? new CsvColumns(header, places, label, [.. Notes(header, task, places)])
            : new Invalid($"The header (line 1) cannot be used: {errors[0].Detail}", errors);
    }

    private static IEnumerable<FieldError> Errors(IReadOnlyList<string> header, TaskDefinition task, int[] places, int label)
    {
        foreach (var twice in header.Index().GroupBy(h => h.Item, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new($"line 1, column {twice.Last().Index + 1}", $"The column {twice.Key} is there twice; name each column once.");
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0 && task.Columns[i].Required)
                yield return new($"line 1, column {header.Count + 1}", $"The required column {task.Columns[i].Name} is missing.");
        }

        if (label < 0)
            yield return new($"line 1, column {header.Count + 1}", $"The label column {task.Label} is missing.");
    }

    private static IEnumerable<string> Notes(IReadOnlyList<string> header, TaskDefinition task, int[] places)
    {
        var ignored = header.Where(h => h != task.Label && IndexOf([.. task.Columns.Select(c => c.Name)], h) < 0).ToArray();
        if (ignored.Length > 0)
            yield return $"Columns ignored, because the task does not declare them: {string.Join(", ", ignored)}.";
        var absent = task.Columns.Where((_, i) => places[i] < 0).Select(c => c.Name).ToArray();
        if (absent.Length > 0)
            yield return $"Optional columns absent, taken as missing in every row: {string.Join(", ", absent)}.";
    }

    private static string Hint(IReadOnlyList<string> header) =>
        header is [var only] && only.IndexOfAny([';', '\t', '|']) >= 0 ? "Fields must be separated by commas." : $"It begins with '{header[0]}'.";

    private static int IndexOf(IReadOnlyList<string> names, string name) =>
        names.Index().Where(n => n.Item == name).Select(n => n.Index).FirstOrDefault(-1);
}
