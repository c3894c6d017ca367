using System.IO.Compression;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

public sealed class SvmLightUploadTests(AzuriteFixture azurite)
{
    private const string Rows = "# grade, query, features\n2 qid:10 1:0.5 3:-1e2 # the first product\r\n\n0\tqid:10\n1 qid:11 2:nan 3:4 9:1 12:1\n";

    private static readonly TaskDefinition Ranking = SampleTask.Definition with
    {
        Kind = TaskKind.Ranking,
        Columns =
        [
            new("price", ColumnType.Number, Absent: 0), new("query", ColumnType.Id), new("title", ColumnType.Text),
            new("clicks", ColumnType.Number, Required: true, Absent: 0), new("stars", ColumnType.Number),
        ],
        Label = "grade",
        Group = "query",
        Time = null,
        Block = null,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Features_go_to_number_columns_in_their_order_and_one_that_is_left_out_is_0()
    {
        var store = await EmptyStore.OnAsync(azurite);

        var dataset = EmptyStore.Done(await store.UploadAsync(Ranking, File(Rows), DatasetFormat.SvmLight));

        Assert.Equal((3L, DatasetFormat.SvmLight), (dataset.Rows, dataset.Format));
        Assert.Equal(["grade", "query", "price", "clicks", "stars"], dataset.Header);
        Assert.Equal(
            [
                "Optional columns absent, taken as missing in every row: title.",
                "Values ignored, because no number column of the task takes their feature: 2; the first is feature 9 on line 5.",
            ],
            dataset.Warnings);
        var examples = await store.Datasets.ExamplesAsync(Ranking, dataset.Version, Cancel);
        Assert.Equal([2, 0, 1], examples.Select(example => example.Label));
        Assert.Equal(["10", "10", "11"], examples.Select(example => example.Input.Texts[1]));
        Assert.Equal([0.5, double.NaN, double.NaN, 0, -100], examples[0].Input.Numbers);
        Assert.Equal([0, double.NaN, double.NaN, 0, 0], examples[1].Input.Numbers);
        Assert.Equal([0, double.NaN, double.NaN, double.NaN, 4], examples[2].Input.Numbers);
        Assert.Equal(1, (await store.Datasets.ProfileAsync(Ranking.Name, dataset.Version, Cancel))[3].Missing);
    }

    [Fact]
    public async Task Features_go_to_the_columns_named_by_their_numbers()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var task = Ranking with { Columns = [new("12", ColumnType.Number), new("query", ColumnType.Id), new("007", ColumnType.Number), new("0", ColumnType.Number)] };

        var dataset = EmptyStore.Done(await store.UploadAsync(task, File("1 qid:1 0:5 1:6 7:7 12:8\n"), DatasetFormat.SvmLight));

        var row = Assert.Single(await store.Datasets.ExamplesAsync(task, dataset.Version, Cancel)).Input;
        Assert.Equal([8, double.NaN, double.NaN, 5], row.Numbers);
        Assert.Contains(dataset.Warnings, warning => warning.Contains(": 2; the first is feature 1 on line 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_is_kept_as_it_came_zipped_or_not()
    {
        var store = await EmptyStore.OnAsync(azurite);

        var dataset = EmptyStore.Done(await store.UploadAsync(Ranking, File(Rows), DatasetFormat.SvmLight));
        var zipped = new GZipStream(EmptyStore.Zip(SampleTask.Utf8(Rows)), CompressionMode.Decompress);
        Assert.Equal(dataset.Version, EmptyStore.Done(await store.UploadAsync(Ranking, zipped, DatasetFormat.SvmLight)).Version);

        await using var kept = await store.Datasets.OpenAsync(Ranking.Name, dataset, 0, Cancel);
        using var reader = new StreamReader(kept);
        Assert.Equal(Rows, await reader.ReadToEndAsync(Cancel));
        var blob = await store.Account.Container(StorageNames.DatasetsContainer).GetBlobsAsync(cancellationToken: Cancel)
            .FirstAsync(item => item.Name.EndsWith("rows.svm", StringComparison.Ordinal), Cancel);
        Assert.Equal("text/x-svmlight", blob.Properties.ContentType);
    }

    [Fact]
    public async Task Pages_hold_every_row_once_under_the_names_of_the_columns()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var dataset = EmptyStore.Done(await store.UploadAsync(Ranking, File(Rows), DatasetFormat.SvmLight));

        var first = await PageAsync(store, dataset, 0, 2);
        var second = await PageAsync(store, dataset, long.Parse(first!.Next!, System.Globalization.CultureInfo.InvariantCulture), 2);

        Assert.Equal(new Dictionary<string, string> { ["grade"] = "2", ["query"] = "10", ["price"] = "0.5", ["stars"] = "-1e2" }, first.Items[0]);
        Assert.Equal(2, first.Items.Count);
        Assert.Equal("1", Assert.Single(second!.Items)["9"]);
        Assert.Null(second.Next);
        Assert.Null(await PageAsync(store, dataset, 5, 2));
    }

    public static TheoryData<string, string, string> BadFiles() => new()
    {
        { "empty", "", "line 1, column 1" },
        { "only a comment", "# nothing\n", "line 1, column 1" },
        { "no query", "1 qid:1 1:2\n1 1:2\n", "line 2, column 2" },
        { "a grade alone", "1\n", "line 1, column 2" },
        { "a query without a name", "1 qid: 1:2\n", "line 1, column 2" },
        { "a grade that is none", "1.5 qid:1 1:2\n", "line 1, column 1" },
        { "a grade beyond the gains", "32 qid:1 1:2\n", "line 1, column 1" },
        { "a CSV file", "grade,query,price\n1,1,2\n", "line 1, column 1" },
        { "a value that is no number", "1 qid:1 1:2 3:much\n", "line 1, column 4" },
        { "an infinite value", "1 qid:1 1:1e999\n", "line 1, column 3" },
        { "a value left out", "1 qid:1 1:\n", "line 1, column 3" },
        { "a feature without a number", "1 qid:1 price:2\n", "line 1, column 3" },
        { "a feature twice", "1 qid:1 1:2 1:3\n", "line 1, column 4" },
        { "features out of order", "1 qid:1 2:2 1:3\n", "line 1, column 4" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_is_refused_by_line_and_column_and_leaves_nothing(string what, string file, string place)
    {
        var store = await EmptyStore.OnAsync(azurite);

        var refused = await store.UploadAsync(Ranking, File(file), DatasetFormat.SvmLight);

        var invalid = Assert.IsType<Invalid>(refused.Refusal);
        Assert.True(invalid.Errors[0].Pointer == place, $"{what}: {invalid.Errors[0]}");
        await store.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_and_lines_without_end_are_refused()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var latin = await store.UploadAsync(Ranking, new MemoryStream([.. SampleTask.Utf8("1 qid:1 1:2\n1 qid:caf"), 0xE9, (byte)'\n']), DatasetFormat.SvmLight);
        var endless = await store.UploadAsync(Ranking, File($"1 qid:1 1:2 #{new string('x', DatasetLines.MaxLineBytes)}"), DatasetFormat.SvmLight);

        Assert.Equal("line 2, column 1", Assert.IsType<Invalid>(latin.Refusal).Errors[0].Pointer);
        Assert.Contains("bytes", Assert.IsType<Invalid>(endless.Refusal).Detail, StringComparison.Ordinal);
        await store.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_task_that_is_no_ranking_or_needs_a_text_is_refused_in_words()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var regression = await store.UploadAsync(SampleTask.Definition, File(Rows), DatasetFormat.SvmLight);
        var withTitle = Ranking with { Columns = [.. Ranking.Columns, new("brand", ColumnType.Category, Required: true)] };
        var title = await store.UploadAsync(withTitle, File(Rows), DatasetFormat.SvmLight);

        Assert.Contains("ranking", Assert.IsType<Invalid>(regression.Refusal).Detail, StringComparison.Ordinal);
        Assert.Contains("brand", Assert.IsType<Invalid>(title.Refusal).Detail, StringComparison.Ordinal);
        await store.AssertNothingIsLeftAsync();
    }

    private static async Task<Page<IReadOnlyDictionary<string, string>>?> PageAsync(EmptyStore store, DatasetDescription dataset, long offset, int limit)
    {
        await using var file = await store.Datasets.OpenAsync(Ranking.Name, dataset, Math.Max(0, offset - 1), Cancel);
        return await DatasetPages.ReadAsync(dataset, Ranking, file, offset, limit, Cancel);
    }

    private static MemoryStream File(string text) => new(SampleTask.Utf8(text));
}
