using System.Reflection;
using System.Text.Json;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Quality;

/// <summary>Which task a file of rows belongs to.</summary>
internal static class FileTask
{
    private const string Named = "numbers";

    /// <summary>A document's task; else the first of those that ship, or that are declared here, whose label and required columns the file has; SVMlight is a ranking by numbers.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static TaskDefinition Of(RowFile file, string? document)
    {
        if (document is not null)
            return Read(File.OpenRead(document));
        if (file.IsSvmLight)
            return Numbers(file.Features());
        var header = file.FirstLine().Split(',');
        var tasks = SeedTasks.Definitions.Concat(Declared()).ToList();
        return tasks.FirstOrDefault(task => header.Contains(task.Label) && task.Columns.Where(column => column.Required).All(column => header.Contains(column.Name)))
            ?? throw new BenchmarkException($"The file is of none of the tasks {string.Join(", ", tasks.Select(task => task.Name))}: declare one by --task <document.json>.");
    }

    private static IEnumerable<TaskDefinition> Declared()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(name => Read(assembly.GetManifestResourceStream(name)!));
    }

    private static TaskDefinition Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        var name = document.RootElement.TryGetProperty("name", out var given) ? given.GetString()! : Named;
        var read = TaskDocument.Read(document.RootElement, TaskName.Parse(name));
        return read.Value ?? throw new BenchmarkException(read.Refusal!.Detail);
    }

    private static TaskDefinition Numbers(int features) => new(
        TaskName.Parse(Named),
        "A ranking by plain numbers.",
        TaskKind.Ranking,
        [new("qid", ColumnType.Id), .. Enumerable.Range(1, features).Select(feature => new Column($"{feature}", ColumnType.Number, Absent: 0))],
        "grade",
        "ndcg@3",
        Group: "qid");
}
