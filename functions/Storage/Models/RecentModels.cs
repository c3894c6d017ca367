using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>What was read lately of models: it never changes, so it is read once.</summary>
internal sealed class RecentModels<T>
    where T : class
{
    /// <summary>More models than are looked at together; at tens of kilobytes each, a few megabytes.</summary>
    private const int Most = 100;

    private readonly ConcurrentDictionary<(TaskName Task, int Version), T> all = new();

    public T? Find(TaskName task, int version) => all.GetValueOrDefault((task, version));

    public void Add(TaskName task, int version, T read)
    {
        // Beginning anew is simpler than knowing which was used last, and as good where so few are in use.
        if (all.Count >= Most)
            all.Clear();
        all[(task, version)] = read;
    }
}
