using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>The reviews, each in three blobs: <c>2026-W48.md</c>, <c>.html</c> and, last, <c>.json</c>, whose metadata has the main figures, so that a list reads no blob.</summary>
public sealed class ReviewStore(StorageAccount account)
{
    private const string Headline = "headline";
    private const string End = ".json";

    private readonly BlobContainerClient container = account.Container(StorageNames.ReviewsContainer);

    /// <summary>Writes the review of a week, whatever is there.</summary>
    public async Task PutAsync(Review review, string markdown, string html, CancellationToken cancel)
    {
        await UploadAsync(review.Week, ReviewFormat.Markdown, BinaryData.FromString(markdown), null, cancel);
        await UploadAsync(review.Week, ReviewFormat.Html, BinaryData.FromString(html), null, cancel);
        await UploadAsync(review.Week, ReviewFormat.Json, BinaryData.FromObjectAsJson(review, Json.Readable), JsonSerializer.Serialize(review.Summary, Json.Options), cancel);
    }

    /// <summary>Null when there is none of that week.</summary>
    public async Task<byte[]?> FindAsync(ReviewWeek week, ReviewFormat format, CancellationToken cancel) =>
        (await Formats.Review.FindAsync(Blob(week, format), cancel))?.Content.ToArray();

    /// <summary>Whether there is one of the whole week.</summary>
    public async Task<bool> IsCompleteAsync(ReviewWeek week, CancellationToken cancel)
    {
        try
        {
            return !Summary((await Blob(week, ReviewFormat.Json).GetPropertiesAsync(cancellationToken: cancel)).Value.Metadata, $"{week}").Partial;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return false;
        }
    }

    /// <summary>The newest first. There are fifty-two a year, and blobs are listed in one order only, so every list reads their names.</summary>
    /// <param name="after">The last of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Domain.Kernel.Page<ReviewSummary>> ListAsync(ReviewWeek? after, int limit, CancellationToken cancel)
    {
        var all = new List<ReviewSummary>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, cancel))
        {
            if (blob.Name.EndsWith(End, StringComparison.Ordinal))
                all.Add(Summary(blob.Metadata, blob.Name));
        }

        ReviewSummary[] wanted = [.. all.OrderByDescending(review => review.Week.Start).Where(review => after is null || review.Week.Start < after.Start)];
        return new([.. wanted.Take(limit)], wanted.Length > limit ? $"{wanted[limit - 1].Week}" : null);
    }

    private static ReviewSummary Summary(IDictionary<string, string> metadata, string review)
    {
        _ = Formats.Review.Of(metadata, review);
        return JsonSerializer.Deserialize<ReviewSummary>(metadata[Headline], Json.Options)!;
    }

    private BlobClient Blob(ReviewWeek week, ReviewFormat format) => container.GetBlobClient($"{week}.{format.Extension()}");

    private async Task UploadAsync(ReviewWeek week, ReviewFormat format, BinaryData content, string? headline, CancellationToken cancel)
    {
        var options = Formats.Review.Options($"{format.MediaType()}; charset=utf-8");
        if (headline is not null)
            options.Metadata[Headline] = headline;
        await Formats.Review.PutAsync(Blob(week, format), content, options, cancel);
    }
}
