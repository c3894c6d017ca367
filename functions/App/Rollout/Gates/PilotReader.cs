using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Pilots;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Holds a running pilot against its guardrails.</summary>
public sealed class PilotReader(SpanStore spans, TimeProvider time)
{
    /// <summary>The verdict of the gate <see cref="GateNames.Pilot"/>: open once the deciding metric's guardrail holds on the last share.</summary>
    public async Task<GateVerdict> JudgeAsync(TaskDefinition task, Pilot pilot, int production, CancellationToken cancel) =>
        (await StepAsync(task, pilot, production, cancel)).Verdict(task.Promotion);

    /// <summary>What is to be done with the pilot now, by what both models did since it got its share.</summary>
    public async Task<PilotStep> StepAsync(TaskDefinition task, Pilot pilot, int production, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // The minute in which the share changed belongs to both.
        var from = Span.At(Cadence.Minute, pilot.GrownAt).End;
        var rows = (await spans.CoverAsync(task.Name, from, now, cancel)).ToLookup(row => row.Series.Model, row => row.Sums);
        var own = Aggregate.Sum(rows[pilot.Model]);
        return PilotStep.Of(task.Promotion, pilot, Guardrails.Judge(task, own, Aggregate.Sum(rows[production])), own.Outcomes, now);
    }
}
