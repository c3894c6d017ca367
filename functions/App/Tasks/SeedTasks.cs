using System.Reflection;
using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>The tasks that ship with the application: JSON documents like any other team's, declared on first start.</summary>
public sealed class SeedTasks(TaskStore tasks)
{
    private const string Folder = ".Seeds.";
    private const string Extension = ".json";

    private static readonly Assembly Here = typeof(SeedTasks).Assembly;

    public static IReadOnlyList<TaskDefinition> Definitions => [.. Documents().Select(Read)];

    public Task AddAsync(CancellationToken cancel) => Task.WhenAll(Documents().Select(document => AddAsync(document, cancel)));

    /// <summary>Looks before it adds: on every start but the first the task is there, and a refused write costs more than a look.</summary>
    private async Task AddAsync(string document, CancellationToken cancel)
    {
        try
        {
            if (await tasks.FindAsync(Name(document), cancel) is null)
                await tasks.AddAsync(Read(document), cancel);
        }
        catch (NewerFormatException)
        {
            // It is there. Calls for this task are refused, and the others are served.
        }
    }

    private static IEnumerable<string> Documents() =>
        Here.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static TaskName Name(string document) =>
        TaskName.Parse(document[(document.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..^Extension.Length]);

    private static TaskDefinition Read(string document)
    {
        using var json = JsonDocument.Parse(Here.GetManifestResourceStream(document)!);
        var read = TaskDocument.Read(json.RootElement, Name(document));
        return read.Value ?? throw new InvalidOperationException($"{document}: {read.Refusal!.Detail}");
    }
}
