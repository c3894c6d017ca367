using System.Text;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Incidents;

public sealed class ReviewStoreTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_review_is_three_blobs_that_say_what_they_are()
    {
        var account = await azurite.NewAccountAsync();
        var store = new ReviewStore(account);
        var review = Review("2026-W48");
        await store.PutAsync(review, "# Ünicode", "<h1>Ünicode</h1>", Cancel);

        Assert.Equal("# Ünicode", Encoding.UTF8.GetString((await store.FindAsync(review.Week, ReviewFormat.Markdown, Cancel))!));
        Assert.Contains("\"week\": \"2026-W48\"", Encoding.UTF8.GetString((await store.FindAsync(review.Week, ReviewFormat.Json, Cancel))!), StringComparison.Ordinal);
        foreach (var (name, type) in new[] { ("2026-W48.json", "application/json"), ("2026-W48.md", "text/markdown"), ("2026-W48.html", "text/html") })
            Assert.Equal($"{type}; charset=utf-8", (await account.Container(StorageNames.ReviewsContainer).GetBlobClient(name).GetPropertiesAsync(cancellationToken: Cancel)).Value.ContentType);
        Assert.Null(await store.FindAsync(review.Week.Previous, ReviewFormat.Html, Cancel));
    }

    [Fact]
    public async Task They_are_listed_with_the_newest_first_in_pages()
    {
        var store = new ReviewStore(await azurite.NewAccountAsync());
        Assert.Empty((await store.ListAsync(null, 10, Cancel)).Items);
        foreach (var week in new[] { "2026-W53", "2026-W09", "2027-W01", "2026-W52" })
            await store.PutAsync(Review(week), "", "", Cancel);

        var first = await store.ListAsync(null, 3, Cancel);
        var second = await store.ListAsync(ReviewWeek.Parse(first.Next!), 3, Cancel);

        Assert.Equal(["2027-W01", "2026-W53", "2026-W52"], first.Items.Select(review => $"{review.Week}"));
        Assert.Equal(("2026-W09", null), ($"{Assert.Single(second.Items).Week}", second.Next));
        Assert.Equal(Review("2026-W09").Summary, second.Items[0]);
    }

    [Fact]
    public async Task Whether_a_week_was_over_is_kept_with_its_review()
    {
        var store = new ReviewStore(await azurite.NewAccountAsync());
        var week = ReviewWeek.Parse("2026-W48");
        Assert.False(await store.IsCompleteAsync(week, Cancel));
        await store.PutAsync(Domain.Incidents.Reviews.Review.Of(week, week.Start.AddDays(2), [], []), "", "", Cancel);
        Assert.False(await store.IsCompleteAsync(week, Cancel));
        await store.PutAsync(Review("2026-W48"), "", "", Cancel);
        Assert.True(await store.IsCompleteAsync(week, Cancel));
    }

    private static Review Review(string week) => Domain.Incidents.Reviews.Review.Of(ReviewWeek.Parse(week), DateTimeOffset.MaxValue, [], []);
}
