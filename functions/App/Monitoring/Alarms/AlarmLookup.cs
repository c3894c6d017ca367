using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>The alarm that a route names.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Name">Of its rule; <see cref="Silence.All"/> where silences may be of all.</param>
internal sealed record NamedAlarm(TaskDefinition Task, string Name);

internal static class AlarmLookup
{
    /// <summary>The alarm that a route names.</summary>
    /// <param name="tasks">To find its task.</param>
    /// <param name="task">The task's name.</param>
    /// <param name="alarm">Its own.</param>
    /// <param name="orAll">Whether the word for all of them will do.</param>
    /// <param name="cancel">Stops looking.</param>
    public static async Task<Result<NamedAlarm>> AlarmAsync(this TaskStore tasks, string task, string alarm, bool orAll, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal;
        return (orAll && alarm == Silence.All) || AlarmRules.Of(definition.Value).Any(rule => rule.Name == alarm)
            ? new NamedAlarm(definition.Value, alarm)
            : new Missing($"Task {task} has no alarm '{alarm}'. GET /api/tasks/{task}/alarms lists them.");
    }
}
