using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Shows the review of a week, as JSON, Markdown or a page.</summary>
public sealed class GetReviewFunction(ReviewStore reviews, TimeProvider time)
{
    [Function("GetReview")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "reviews/{week}")] HttpRequest request, string week, CancellationToken cancel)
    {
        var named = ReviewQuery.Week(week, time.GetUtcNow());
        if (!named.IsDone)
            return named.Refusal.ToHttp();
        var (format, refusal) = ReviewQuery.Format(request);
        if (refusal is not null)
            return refusal.ToHttp();
        request.HttpContext.Response.Headers.Vary = "Accept";
        return await reviews.FindAsync(named.Value, format, cancel) is { } review
            ? Results.Bytes(review, $"{format.MediaType()}; charset=utf-8")
            : new Missing($"There is no review of {named.Value}. POST /api/reviews/{named.Value} makes it; GET /api/reviews lists those that there are.").ToHttp();
    }
}
