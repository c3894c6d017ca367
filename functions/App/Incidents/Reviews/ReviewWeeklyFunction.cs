using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Makes the review of the week that is over.</summary>
public sealed class ReviewWeeklyFunction(ReviewJob job)
{
    [Function("ReviewWeekly")]
    public Task Run([TimerTrigger("%ReviewSchedule%")] TimerInfo timer, CancellationToken cancel) => job.MakeDueAsync(cancel);
}
