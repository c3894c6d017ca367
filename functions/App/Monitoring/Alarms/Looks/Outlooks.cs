using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Renews what is known of each task: the model in production and the delays each minute, the last weeks each hour. A look between costs nothing.</summary>
public sealed class Outlooks(SpanStore spans, DelayStore delays, DeploymentStore deployments, ModelStore models, AlarmStore alarms)
{
    private readonly ConcurrentDictionary<TaskName, Known> tasks = new();

    internal async Task<Outlook> OfAsync(TaskDefinition task, DateTimeOffset now, CancellationToken cancel)
    {
        if (!tasks.TryGetValue(task.Name, out var known) || known.Task.Version != task.Version)
            tasks[task.Name] = known = new Known(task);
        if (Span.At(Cadence.Minute, now).Start is var minute && known.Minute != minute)
        {
            known.Delays = await delays.FindAsync(task.Name, cancel);
            await ReadModelAsync(known, cancel);
            known.Minute = minute;
        }

        if (Span.At(Cadence.Hour, now).Start is var hour && known.Hour != hour)
        {
            await known.Hours.ReadAsync(spans, hour, known.Delays?.AgeOf(Outlook.Maturity) ?? TimeSpan.Zero, cancel);
            known.Usual = await UsualAsync(known, hour, cancel);
            known.Hour = hour;
        }

        var outlook = new Outlook(task, now, known.Model, known.Delays, known.Calls, known.Hours, known.Usual);
        await known.Calls.ReadAsync(spans, outlook.ToldTo, cancel);
        return outlook;
    }

    private async Task ReadModelAsync(Known known, CancellationToken cancel)
    {
        var production = (await deployments.PointerAsync(known.Task.Name, cancel)).Production;
        if (production == known.Model?.Version)
            return;
        known.Model = production is { } version && await models.FindCardAsync(known.Task.Name, version, cancel) is { } card
            ? new JudgedModel(version, card, await models.FindProfileAsync(known.Task.Name, version, cancel))
            : null;
        known.Hour = default;
    }

    /// <summary>Hours whose predictions or outcomes met an alarm are not usual, and neither are those whose outcomes have not come.</summary>
    private async Task<SeasonalBaseline?> UsualAsync(Known known, DateTimeOffset now, CancellationToken cancel)
    {
        if (known is not { Model: { } model, Delays: { } delays } || known.Shift is not { } rule)
            return null;
        var (since, age) = (now - HourHistory.Length, delays.AgeOf(Outlook.Maturity));
        var wrong = new WrongTimes(age);
        wrong.Add(await alarms.ChangesAsync(known.Task.Name, rule.Name, since, cancel));
        wrong.Add(await alarms.ChangesAsync(known.Task.Name, rule.Metric!, since, cancel));
        return known.Hours.Baseline(model.Version, now - age, wrong.Meet);
    }

    private sealed class Known(TaskDefinition task)
    {
        public TaskDefinition Task => task;

        public CallHistory Calls { get; } = new(task);

        /// <summary>The rule that looks for a shift, if there is one.</summary>
        public AlarmRule? Shift { get; } = AlarmRules.Of(task).FirstOrDefault(rule => rule.Kind == RuleKind.Shift);

        public HourHistory Hours { get; } = new(task.Name, AlarmRules.Of(task).FirstOrDefault(rule => rule.Kind == RuleKind.Shift) is { } shift ? TaskMetrics.Find(task.Kind, shift.Metric!) : null);

        public SeasonalBaseline? Usual { get; set; }

        public DateTimeOffset Hour { get; set; }

        public JudgedModel? Model { get; set; }

        public DelayCurve? Delays { get; set; }

        public DateTimeOffset Minute { get; set; }
    }
}
