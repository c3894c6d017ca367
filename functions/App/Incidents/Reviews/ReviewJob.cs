using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Makes reviews. What is made of a week that is over is always the same, so it does not matter who makes it, when, or how often.</summary>
public sealed class ReviewJob(ReviewReader reader, ReviewStore reviews, TimeProvider time)
{
    /// <summary>How many weeks are made up for.</summary>
    private const int MostMissed = 8;

    /// <summary>Makes the review of a week that has begun, and keeps it.</summary>
    public async Task<Review> MakeAsync(ReviewWeek week, CancellationToken cancel)
    {
        var review = Review.Of(week, time.GetUtcNow(), await reader.TicketsAsync(week, cancel), await reader.TasksAsync(week, cancel));
        var markdown = ReviewMarkdown.Of(review);
        await reviews.PutAsync(review, markdown, ReviewPage.Of(week, markdown), cancel);
        return review;
    }

    /// <summary>Makes last week's, and those before it that were missed since the first ticket.</summary>
    public async Task MakeDueAsync(CancellationToken cancel)
    {
        var week = ReviewWeek.Of(time.GetUtcNow()).Previous;
        await MakeAsync(week, cancel);
        for (var missed = 0; missed < MostMissed; missed++)
        {
            week = week.Previous;
            if (!await reader.HasTicketsAsync(week.End, cancel))
                return;
            if (!await reviews.IsCompleteAsync(week, cancel))
                await MakeAsync(week, cancel);
        }
    }
}
