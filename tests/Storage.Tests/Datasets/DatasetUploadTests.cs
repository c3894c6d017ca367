using System.IO.Compression;
using System.Text;
using MlFunctions.Domain;
using MlFunctions.Domain.Datasets;
using MlFunctions.Storage.Datasets;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

public sealed class DatasetUploadTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_kept_with_its_hash_profile_and_warnings()
    {
        var (upload, datasets, _) = await WithAnEmptyStoreAsync();
        var csv = "placed,store,items,couriers,minutes,colour\n2026-01-01 12:00:00,a,1,5,20,red\n2026-01-02 12:00:00,\"b, \"\"x\"\"\",3,,30.5,blue\n2026-01-02 12:00:00,a,many,1,30,blue\n2026-01-02 12:00:00,a,1,1,,blue\n";

        var dataset = Done(await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(SampleTask.Utf8(csv)), Cancel));

        Assert.Equal((1, 2L, (long)Encoding.UTF8.GetByteCount(csv)), (dataset.Version, dataset.Rows, dataset.Bytes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SampleTask.Utf8(csv))), dataset.Sha256);
        Assert.Equal(
            [
                "Columns ignored, because the task does not declare them: colour.",
                "Rows dropped, items is not a number: 1; the first is line 4 ('many').",
                "Rows dropped, no minutes: 1; the first is line 5 ('').",
            ],
            dataset.Warnings);
        var profile = await datasets.ProfileAsync(SampleTask.Definition.Name, 1, Cancel);
        Assert.Equal((2.0, 1.0, 3.0, 2L, 0L), (profile[2].Mean, profile[2].Min, profile[2].Max, profile[2].Count, profile[2].Missing));
        Assert.Equal((1L, 1L), (profile[3].Count, profile[3].Missing));
        Assert.Equal([new ValueCount("a", 1), new ValueCount("b, \"x\"", 1)], profile[1].Top);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero), profile[0].Latest);
        Assert.Equal(25.25, profile[4].Mean);
        Assert.Equal([20, 30.5], (await datasets.ExamplesAsync(SampleTask.Definition, 1, Cancel)).Select(e => e.Label));
    }

    [Fact]
    public async Task The_same_bytes_in_the_same_role_give_the_same_version()
    {
        var (upload, datasets, _) = await WithAnEmptyStoreAsync();
        var csv = SampleTask.Utf8(SampleTask.Csv(50));

        var first = Done(await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(csv), Cancel));
        var zipped = new GZipStream(Zip(csv), CompressionMode.Decompress);
        var again = Done(await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, zipped, Cancel));
        var validation = Done(await upload.AddAsync(SampleTask.Definition, DatasetRole.Validation, new MemoryStream(csv), Cancel));

        Assert.Equal(first.Version, again.Version);
        Assert.NotEqual(first.Version, validation.Version);
        Assert.Equal(2, (await datasets.ListAsync(SampleTask.Definition.Name, 0, 100, Cancel)).Items.Count);
    }

    [Fact]
    public async Task The_same_bytes_sent_at_once_give_one_version()
    {
        var (upload, datasets, _) = await WithAnEmptyStoreAsync();
        var csv = SampleTask.Utf8(SampleTask.Csv(500));

        var kept = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(csv), Cancel)));

        Assert.Single(kept.Select(k => Done(k).Version).Distinct());
        Assert.Single((await datasets.ListAsync(SampleTask.Definition.Name, 0, 100, Cancel)).Items);
    }

    public static TheoryData<string, string, string> BadFiles() => new()
    {
        { "empty", "", "line 1, column 1" },
        { "only blank lines", "\n\n", "line 1, column 1" },
        { "no header", "2026-01-01 12:00:00,a,1,5,20\n", "line 1, column 1" },
        { "header only", SampleTask.Header + "\n", "line 2, column 1" },
        { "a required column missing", "placed,store,couriers,minutes\n2026-01-01,a,5,20\n", "line 1, column 5" },
        { "no label column", "placed,store,items\n2026-01-01,a,5\n", "line 1, column 4" },
        { "a column twice", "placed,store,items,items,minutes\n2026-01-01,a,5,5,20\n", "line 1, column 4" },
        { "semicolons", "placed;store;items;minutes\n2026-01-01;a;5;20\n", "line 1, column 1" },
        { "a label that is not a number", SampleTask.Header + "\n2026-01-01,a,1,5,20\n2026-01-01,a,1,5,soon\n", "line 3, column 5 (minutes)" },
        { "an infinite label", SampleTask.Header + "\n2026-01-01,a,1,5,1e999\n", "line 2, column 5 (minutes)" },
        { "cut in the middle", SampleTask.Header + "\n2026-01-01,a,1,5,20\n2026-01-01,a,1", "line 3, column 3 (items)" },
        { "a field too many", SampleTask.Header + "\n2026-01-01,a,1,5,20,7\n", "line 2, column 5 (minutes)" },
        { "a quote never closed", SampleTask.Header + "\n2026-01-01,a,1,5,20\n2026-01-01,\"a,1,5,20\n", "line 3" },
        { "no usable row", SampleTask.Header + "\nyesterday,a,1,5,20\n", "line 2, column 1" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_is_refused_by_line_and_column_and_leaves_nothing(string what, string csv, string place)
    {
        var (upload, _, account) = await WithAnEmptyStoreAsync();

        var refused = await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(SampleTask.Utf8(csv)), Cancel);

        var invalid = Assert.IsType<Invalid>(refused.Refusal);
        Assert.True(invalid.Errors.Any(e => e.Pointer.StartsWith(place, StringComparison.Ordinal)), $"{what}: {string.Join("; ", invalid.Errors)}");
        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused_by_line_and_column()
    {
        var (upload, _, account) = await WithAnEmptyStoreAsync();
        byte[] latin = [.. SampleTask.Utf8(SampleTask.Header + "\n2026-01-01,a,1,5,20\n2026-01-01,caf"), 0xE9, .. SampleTask.Utf8(",1,5,20\n")];

        var refused = await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(latin), Cancel);

        Assert.Equal("line 3, column 2 (store)", Assert.IsType<Invalid>(refused.Refusal).Errors[0].Pointer);
        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task Utf16_is_refused()
    {
        var (upload, _, account) = await WithAnEmptyStoreAsync();
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(SampleTask.Csv(5))];

        var refused = await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(utf16), Cancel);

        Assert.Contains("UTF-8", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(account);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_gzip_that_is_cut_is_refused(double share)
    {
        var (upload, _, account) = await WithAnEmptyStoreAsync();
        var zip = Zip(SampleTask.Utf8(SampleTask.Csv(2000))).ToArray();
        var cut = new GZipStream(new MemoryStream(zip[..(int)(zip.Length * share)]), CompressionMode.Decompress);

        var refused = await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, cut, Cancel);

        Assert.Contains("gzip", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task A_declared_gzip_that_is_none_is_refused()
    {
        var (upload, _, account) = await WithAnEmptyStoreAsync();
        var plain = new GZipStream(new MemoryStream(SampleTask.Utf8(SampleTask.Csv(20))), CompressionMode.Decompress);

        var refused = await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, plain, Cancel);

        Assert.Contains("gzip", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing()
    {
        var (upload, _, account) = await WithAnEmptyStoreAsync();

        await Assert.ThrowsAsync<IOException>(() => upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new BrokenStream(SampleTask.Utf8(SampleTask.Csv(100))), Cancel));

        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task A_dataset_whose_publication_was_answered_but_not_heard_is_kept()
    {
        var network = new LostAnswer("$batch");
        var account = await network.NewAccountAsync(azurite);
        var datasets = new DatasetStore(account);

        var dataset = Done(await new DatasetUpload(account, datasets, TimeProvider.System).AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(SampleTask.Utf8(SampleTask.Csv(20))), Cancel));

        Assert.True(network.HasHappened);
        Assert.Equal(20, (await datasets.ExamplesAsync(SampleTask.Definition, dataset.Version, Cancel)).Count);
        Assert.Single((await datasets.ListAsync(SampleTask.Definition.Name, 0, 10, Cancel)).Items);
    }

    [Fact]
    public async Task A_header_of_a_thousand_columns_is_kept_whole()
    {
        var (upload, datasets, _) = await WithAnEmptyStoreAsync();
        var more = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"a column that nobody declared, number {i}".Replace(',', ';')));

        var dataset = Done(await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(SampleTask.Utf8($"{SampleTask.Header},{more}\n2026-01-01,a,1,5,20{new string(',', 1000)}\n")), Cancel));

        Assert.Equal(1005, (await datasets.FindAsync(SampleTask.Definition.Name, dataset.Version, Cancel))!.Header.Count);
        var longest = await upload.AddAsync(SampleTask.Definition, DatasetRole.Training, new MemoryStream(SampleTask.Utf8($"{SampleTask.Header},{new string('x', 200_000)}\n2026-01-01,a,1,5,20,\n")), Cancel);
        Assert.IsType<Invalid>(longest.Refusal);
    }

    private async Task<(DatasetUpload Upload, DatasetStore Datasets, StorageAccount Account)> WithAnEmptyStoreAsync()
    {
        var account = await azurite.NewAccountAsync();
        var datasets = new DatasetStore(account);
        return (new DatasetUpload(account, datasets, TimeProvider.System), datasets, account);
    }

    private static async Task AssertNothingIsLeftAsync(StorageAccount account)
    {
        Assert.Empty(await account.Container(StorageNames.DatasetsContainer).GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Empty(await account.Table(StorageNames.DatasetsTable).QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    private static MemoryStream Zip(byte[] bytes)
    {
        var zip = new MemoryStream();
        using (var gzip = new GZipStream(zip, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        zip.Position = 0;
        return zip;
    }

    private static DatasetDescription Done(Result<DatasetDescription> result)
    {
        Assert.True(result.IsDone, result.Refusal?.Detail);
        return result.Value;
    }

    /// <summary>Gives its bytes and then fails, as a request body does whose client has gone.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("The client reset the request stream.");
    }
}
