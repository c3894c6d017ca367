using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Audit;

namespace MlFunctions.App.Rollout.Stages;

/// <summary>Moves models to their next stage, and takes back pilots that break a guardrail; and brings the audit up to what has happened.</summary>
public sealed class AdvanceStagesFunction(StageJob job, AuditSweep audit)
{
    [Function("AdvanceStages")]
    public async Task Run([TimerTrigger("%StagesSchedule%")] TimerInfo timer, CancellationToken cancel)
    {
        try
        {
            await job.AdvanceAsync(cancel);
        }
        finally
        {
            await audit.RunAsync(cancel);
        }
    }
}
