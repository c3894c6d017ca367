using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

public sealed class LoggedRowsFileTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    private static readonly TaskDefinition Task = SampleTask.Definition with
    {
        Columns = [.. SampleTask.Definition.Columns, new("note, or \"text\"", ColumnType.Text), new("order", ColumnType.Id), new("seen", ColumnType.Time)],
    };

    private static readonly string?[] Texts = [null, "a,b", "\"", "two\nlines", "a\r\nb", "\r", " blank ", "#", "=1+1", "ä€😀", "'", "\t", "None.", "1e5", "\\", "\"\"", ",", "x"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_reads_back_the_same_and_its_lineage_stands_beside_it()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var random = new Random(1);
        Example[] rows = [.. Enumerable.Range(0, 400).Select(place => Of(place, Any() ?? "s1", Number(), Any(), Any(), random.NextInt64(40_000_000_000_000_000), Number()))];

        var kept = EmptyStore.Done(await KeepAsync(store, rows));

        Assert.Equal(rows.Length, kept.Rows);
        Assert.Empty(kept.Warnings);
        var read = await store.Datasets.ExamplesAsync(Task, kept.Version, Cancel);
        Assert.Equal(rows.Select(Words), read.Select(Words));
        Assert.Equal((Start, Start.AddSeconds(rows.Length - 1)), (kept.From, kept.To));
        var known = await store.Datasets.KnownTimesAsync(Task.Name, kept, Cancel);
        Assert.Equal(Enumerable.Range(0, rows.Length).Select(row => (Start.AddSeconds(row).AddDays(1) - DateTimeOffset.UnixEpoch).TotalSeconds), known!);
        Assert.Equal(kept.Version, EmptyStore.Done(await KeepAsync(store, rows)).Version);

        string? Any() => Texts[random.Next(Texts.Length)];
        double Number() => random.Next(3) == 0 ? random.Next(-9, 9) : BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsFinite(any) ? any : random.NextDouble();
    }

    [Fact]
    public void A_row_that_a_file_cannot_say_makes_no_line_and_an_optional_mark_is_missing()
    {
        Assert.Null(CsvRows.Line(Task, Of(0, "NA", 1, null, null, 0, 1)));
        Assert.Null(CsvRows.Line(Task, Of(0, "s1", double.NaN, null, null, 0, 1)));
        Assert.Null(CsvRows.Line(Task, Of(0, "s1", 1, new string('x', DatasetLines.MaxLineBytes), null, 0, 1)));
        Assert.Equal("2026-03-04T00:00:00Z,s1,1,,,o1,1970-01-01T00:00:00.0000012Z,2\n", CsvRows.Line(Task, Of(0, "s1", 1, "n/a", "o1", 12, 2)));
    }

    [Fact]
    public async Task A_flipped_byte_is_named_when_the_rows_are_read()
    {
        var store = await EmptyStore.OnAsync(azurite);
        await store.UploadAsync(SampleTask.Definition, new MemoryStream(SampleTask.Utf8(SampleTask.Csv(50))));
        Assert.Equal(50, (await store.Datasets.ExamplesAsync(SampleTask.Definition, 1, Cancel)).Count);

        var blob = store.Account.Container(StorageNames.DatasetsContainer).GetBlockBlobClient($"{SampleTask.Definition.Name}/1/rows.csv");
        var bytes = (await blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();
        bytes[^3] ^= 1;
        await blob.UploadAsync(new MemoryStream(bytes), cancellationToken: Cancel);

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => store.Datasets.ExamplesAsync(SampleTask.Definition, 1, Cancel));
        Assert.StartsWith("Dataset 1 is not the file that was uploaded", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<Result<DatasetDescription>> KeepAsync(EmptyStore store, Example[] rows)
    {
        var lines = rows.Select((row, place) => LoggedLines.Of(Task, new LoggedExample(Origin(place), null, [row]))!).Reverse();
        var file = new LoggedRowsFile(Task, lines, new DatasetOrigin(Start, Start, "", rows.Length, rows.Length, 0, 0, null));
        return new DatasetUpload(store.Account, store.Datasets, TimeProvider.System).AddAsync(Task, DatasetRole.Training, file, Cancel);
    }

    private static RowOrigin Origin(int place) =>
        new(new PredictionId(new LogSegment(Task.Name, Start.UtcDateTime, "one", 0), place, 1), Start.AddSeconds(place), Start.AddSeconds(place).AddDays(1));

    private static Example Of(int place, string store, double items, string? note, string? order, long ticks, double label)
    {
        var (placed, seen) = ((Start.AddSeconds(place) - DateTimeOffset.UnixEpoch).TotalSeconds, TimeSpan.FromTicks(ticks).TotalSeconds);
        return new(new Row([placed, double.NaN, items, double.NaN, double.NaN, double.NaN, seen], [null, Cell.Category(store), null, null, note, order, null]), label);
    }

    private static string Words(Example row) => $"{string.Join('|', row.Input.Numbers.Select(number => number.ToString("R")))}|{string.Join('|', row.Input.Texts.Select(text => text ?? "∅"))}|{row.Label:R}";
}
