using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class LogTailTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 1, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hours_come_newest_first_also_of_the_day_before_and_no_others()
    {
        var account = await azurite.NewAccountAsync();
        foreach (var (hour, number) in new[] { (-30, 0), (-3, 0), (-3, 1), (0, 2), (1, 3) })
            await WriteAsync(account, Now.AddHours(hour), number, 1);
        await account.Container(StorageNames.PredictionsContainer).UploadBlobAsync($"{SampleTask.Definition.Name}/2026/03/04/01/what.txt", BinaryData.FromString("?"), Cancel);

        var hours = new List<int[]>();
        await foreach (var segments in new LogTail(account).HoursAsync(SampleTask.Definition.Name, Now, 24, Cancel))
            hours.Add([.. segments.Select(segment => segment.Segment.Number)]);

        Assert.Equal([[2], [0, 1]], hours);
    }

    [Fact]
    public async Task Rows_are_read_from_the_ends_newest_first_each_under_its_id()
    {
        var account = await azurite.NewAccountAsync();
        await WriteAsync(account, Now.AddHours(-1), 0, 40);
        await WriteAsync(account, Now, 1, 60);

        var rows = await new LogTail(account).ReadAsync(SampleTask.Definition.Name, Now, 24, Cancel);

        Assert.Equal(100, rows.Count);
        Assert.Equal(rows.Select(row => row.Row.At).OrderDescending(), rows.Select(row => row.Row.At));
        var found = await new PredictionLogReader(account).FindAsync([rows[0].Id, rows[99].Id], LogRow.Read, Cancel);
        Assert.Equal([rows[0].Row.At, rows[99].Row.At], [found[rows[0].Id]!.At, found[rows[99].Id]!.At]);
    }

    [Fact]
    public async Task Of_a_long_segment_the_last_whole_rows_are_read_and_no_more_than_some_megabytes()
    {
        var account = await azurite.NewAccountAsync();
        await WriteAsync(account, Now, 0, 60, bytes: 100_000);

        var rows = await new LogTail(account).ReadAsync(SampleTask.Definition.Name, Now, 24, Cancel);

        Assert.InRange(rows.Count, 40, 42);
        Assert.Equal(59, rows[0].Row.Milliseconds);
        Assert.Equal(rows[^1].Row.Milliseconds, (await new PredictionLogReader(account).FindRowAsync(rows[^1].Id, Cancel))!.Milliseconds);
    }

    /// <summary>A segment of the hour with so many rows, a second apart.</summary>
    private static async Task WriteAsync(StorageAccount account, DateTimeOffset at, int number, int rows, int bytes = 10)
    {
        var segment = new LogSegment(SampleTask.Definition.Name, at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), "one", number);
        var blob = account.Container(StorageNames.PredictionsContainer).GetAppendBlobClient(segment.BlobName);
        await blob.CreateAsync(cancellationToken: Cancel);
        var lines = Enumerable.Range(0, rows).Select(row => JsonSerializer.Serialize(
            new LogRow(at.AddSeconds(row), 1, null, JsonElement.Parse($$"""{"text":"{{new string('a', bytes)}}"}"""), JsonElement.Parse("{}"), row, null), Json.Options) + "\n");
        foreach (var block in lines.Chunk(20))
            await blob.AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(block))), cancellationToken: Cancel);
    }
}
