using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Makes the review of any week that has begun, again if there is one.</summary>
public sealed class MakeReviewFunction(ReviewJob job, TimeProvider time)
{
    [Function("MakeReview")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "reviews/{week}")] HttpRequest request, string week, CancellationToken cancel)
    {
        var named = ReviewQuery.Week(week, time.GetUtcNow());
        return named.IsDone ? Answers.Ok(await job.MakeAsync(named.Value, cancel)) : named.Refusal.ToHttp();
    }
}
