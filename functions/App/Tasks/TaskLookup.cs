using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

internal static class TaskLookup
{
    /// <summary>The task that a route names.</summary>
    public static async Task<Result<TaskDefinition>> NamedAsync(this TaskStore tasks, string name, CancellationToken cancel) =>
        TaskName.TryParse(name, null, out var parsed) && await tasks.FindAsync(parsed, cancel) is { } task ? task : Names.NoTask(name);
}
