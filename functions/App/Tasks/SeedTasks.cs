using System.Reflection;
using System.Text.Json;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>The tasks that ship with the application: JSON documents like any other team's, declared on first start.</summary>
public sealed class SeedTasks(TaskStore tasks)
{
    public static IReadOnlyList<TaskDefinition> Definitions { get; } = [.. Read()];

    public Task AddAsync(CancellationToken cancel) => Task.WhenAll(Definitions.Select(task => tasks.AddAsync(task, cancel)));

    private static IEnumerable<TaskDefinition> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Seeds.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(assembly.GetManifestResourceStream(name)!);
            var read = TaskDocument.Read(document.RootElement, TaskName.Parse(document.RootElement.GetProperty("name").GetString()!));
            yield return read.Value ?? throw new InvalidOperationException($"{name}: {read.Refusal!.Detail}");
        }
    }
}
