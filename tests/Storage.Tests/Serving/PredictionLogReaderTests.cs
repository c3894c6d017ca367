using System.Text;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class PredictionLogReaderTests(AzuriteFixture azurite)
{
    private const int RowBytes = 1 << 10;

    private static readonly LogSegment Segment = new(SampleTask.Definition.Name, new DateTime(2026, 3, 4, 5, 0, 0, DateTimeKind.Utc), "one", 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(700, 1)]
    [InlineData(1500, 3)]
    public async Task Rows_that_lie_close_are_read_in_one_request_and_scattered_ones_apart(int step, int requests)
    {
        var network = new CountedRequests("GET");
        var account = await network.NewAccountAsync(azurite);
        await WriteAsync(account, 4000);
        var before = network.Count;
        PredictionId[] ids = [.. Enumerable.Range(0, 1 + (3000 / step)).Select(i => Id(i * step))];

        var found = await new PredictionLogReader(account).FindAsync(ids.Reverse(), row => Encoding.UTF8.GetString(row).TrimEnd(), Cancel);

        Assert.Equal(ids.ToDictionary(id => id, id => $"{id.Offset / RowBytes}"), found);
        Assert.Equal(requests, network.Count - before);
    }

    [Fact]
    public async Task Made_up_ids_among_real_ones_hide_none()
    {
        var account = await azurite.NewAccountAsync();
        await WriteAsync(account, 600);
        PredictionId[] real = [Id(0), Id(1), Id(400), Id(599)];
        PredictionId[] strange = [Id(0) with { Length = 2 * RowBytes }, Id(1) with { Length = int.MaxValue }, Id(400) with { Offset = (400 * RowBytes) + 1 }, Id(599) with { Length = 9000 }, Id(600), Id(5000)];

        var found = await new PredictionLogReader(account).FindAsync([.. strange, .. real], Cancel);

        Assert.Equivalent(real, found.Keys, strict: true);
    }

    private static PredictionId Id(int row) => new(Segment, row * RowBytes, RowBytes);

    /// <summary>Rows of equal length, each its number and blanks.</summary>
    private static async Task WriteAsync(StorageAccount account, int rows)
    {
        var blob = account.Container(StorageNames.PredictionsContainer).GetAppendBlobClient(Segment.BlobName);
        await blob.CreateAsync(cancellationToken: Cancel);
        foreach (var block in Enumerable.Range(0, rows).Chunk(1000))
            await blob.AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(block.Select(row => $"{row}".PadRight(RowBytes - 1) + '\n')))), cancellationToken: Cancel);
    }
}
