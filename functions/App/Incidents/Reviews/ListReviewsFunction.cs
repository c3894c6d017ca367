using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Lists the reviews, the newest first, each with its main figures.</summary>
public sealed class ListReviewsFunction(ReviewStore reviews)
{
    [Function("ListReviews")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "reviews")] HttpRequest request, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        ReviewWeek? after = null;
        if (query.Value.After is { } text && !ReviewWeek.TryParse(text, null, out after))
            return new Invalid($"after={text} is no week; give the value of next of the page before.").ToHttp();
        return TaskPages.Of("reviews", await reviews.ListAsync(after, query.Value.Limit, cancel));
    }
}
