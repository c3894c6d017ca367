using System.IO.Compression;
using System.Text;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

public sealed class DatasetUploadTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_kept_with_its_hash_profile_and_warnings()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var csv = "placed,store,items,couriers,minutes,colour\n2026-01-01 12:00:00,a,1,5,20,red\n2026-01-02 12:00:00,\"b, \"\"x\"\"\",3,,30.5,blue\n2026-01-02 12:00:00,a,many,1,30,blue\n2026-01-02 12:00:00,a,1,1,,blue\n";

        var dataset = EmptyStore.Done(await store.UploadAsync(SampleTask.Definition, new MemoryStream(SampleTask.Utf8(csv))));

        Assert.Equal((1, 2L, (long)Encoding.UTF8.GetByteCount(csv)), (dataset.Version, dataset.Rows, dataset.Bytes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SampleTask.Utf8(csv))), dataset.Sha256);
        Assert.Equal(
            [
                "Columns ignored, because the task does not declare them: colour.",
                "Rows dropped, items is not a number: 1; the first is line 4 ('many').",
                "Rows dropped, no minutes: 1; the first is line 5 ('').",
            ],
            dataset.Warnings);
        var profile = await store.Datasets.ProfileAsync(SampleTask.Definition.Name, 1, Cancel);
        Assert.Equal((2.0, 1.0, 3.0, 2L, 0L), (profile[2].Mean, profile[2].Min, profile[2].Max, profile[2].Count, profile[2].Missing));
        Assert.Equal((1L, 1L), (profile[3].Count, profile[3].Missing));
        Assert.Equal([new ValueCount("a", 1), new ValueCount("b, \"x\"", 1)], profile[1].Top);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero), profile[0].Latest);
        Assert.Equal(25.25, profile[4].Mean);
        Assert.Equal([20, 30.5], (await store.Datasets.ExamplesAsync(SampleTask.Definition, 1, Cancel)).Select(e => e.Label));
    }

    [Fact]
    public async Task The_same_bytes_in_the_same_role_give_the_same_version()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var csv = SampleTask.Utf8(SampleTask.Csv(50));

        var first = EmptyStore.Done(await store.UploadAsync(SampleTask.Definition, new MemoryStream(csv)));
        var zipped = new GZipStream(EmptyStore.Zip(csv), CompressionMode.Decompress);
        var again = EmptyStore.Done(await store.UploadAsync(SampleTask.Definition, zipped));
        var validation = EmptyStore.Done(await store.UploadAsync(SampleTask.Definition, new MemoryStream(csv), role: DatasetRole.Validation));

        Assert.Equal(first.Version, again.Version);
        Assert.NotEqual(first.Version, validation.Version);
        Assert.Equal(2, (await store.Datasets.ListAsync(SampleTask.Definition.Name, 0, 100, Cancel)).Items.Count);
    }

    [Fact]
    public async Task The_same_bytes_sent_at_once_give_one_version()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var csv = SampleTask.Utf8(SampleTask.Csv(500));

        var kept = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => store.UploadAsync(SampleTask.Definition, new MemoryStream(csv))));

        Assert.Single(kept.Select(k => EmptyStore.Done(k).Version).Distinct());
        Assert.Single((await store.Datasets.ListAsync(SampleTask.Definition.Name, 0, 100, Cancel)).Items);
    }

    [Fact]
    public async Task A_dataset_whose_publication_was_answered_but_not_heard_is_kept()
    {
        var network = new LostAnswer("$batch");
        var account = await network.NewAccountAsync(azurite);
        var datasets = new DatasetStore(account);

        var dataset = EmptyStore.Done(await new DatasetUpload(account, datasets, TimeProvider.System).AddAsync(SampleTask.Definition, DatasetRole.Training, DatasetFormat.Csv, new MemoryStream(SampleTask.Utf8(SampleTask.Csv(20))), Cancel));

        Assert.True(network.HasHappened);
        Assert.Equal(20, (await datasets.ExamplesAsync(SampleTask.Definition, dataset.Version, Cancel)).Count);
        Assert.Single((await datasets.ListAsync(SampleTask.Definition.Name, 0, 10, Cancel)).Items);
    }

    [Fact]
    public async Task Dataset_whose_publication_was_never_answered_keeps_its_rows()
    {
        var prefix = AzuriteFixture.NewPrefix();
        var account = StorageAccount.FromConnectionString(azurite.ConnectionString, prefix);
        await new StorageSetup(account).CreateAsync(Cancel);
        var store = new EmptyStore(account, new DatasetStore(account));
        var csv = SampleTask.Utf8(SampleTask.Csv(20));
        var outcomes = new HashSet<int>();
        for (var requests = 0; requests < 12; requests++)
        {
            var network = new CuttableNetwork();
            network.CutAfter(requests, Carriage.AnswersLost);
            var cut = network.AccountOf(azurite, prefix);
            await Record.ExceptionAsync(() => new DatasetUpload(cut, new DatasetStore(cut), TimeProvider.System).AddAsync(SampleTask.Definition, DatasetRole.Training, DatasetFormat.Csv, new MemoryStream(csv), Cancel));

            foreach (var dataset in (await store.Datasets.ListAsync(SampleTask.Definition.Name, 0, 100, Cancel)).Items)
                outcomes.Add((await store.Datasets.ExamplesAsync(SampleTask.Definition, dataset.Version, Cancel)).Count);
        }

        Assert.Equal(20, Assert.Single(outcomes));
    }

    [Fact]
    public async Task A_header_of_a_thousand_columns_is_kept_whole()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var more = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"a column that nobody declared, number {i}".Replace(',', ';')));

        var dataset = EmptyStore.Done(await store.UploadAsync(SampleTask.Definition, new MemoryStream(SampleTask.Utf8($"{SampleTask.Header},{more}\n2026-01-01,a,1,5,20{new string(',', 1000)}\n"))));

        Assert.Equal(1005, (await store.Datasets.FindAsync(SampleTask.Definition.Name, dataset.Version, Cancel))!.Header.Count);
        var longest = await store.UploadAsync(SampleTask.Definition, new MemoryStream(SampleTask.Utf8($"{SampleTask.Header},{new string('x', 200_000)}\n2026-01-01,a,1,5,20,\n")));
        Assert.IsType<Invalid>(longest.Refusal);
    }
}
