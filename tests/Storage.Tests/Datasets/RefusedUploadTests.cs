using System.IO.Compression;
using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

public sealed class RefusedUploadTests(AzuriteFixture azurite)
{
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
        var store = await EmptyStore.OnAsync(azurite);

        var refused = await store.UploadAsync(SampleTask.Definition, new MemoryStream(SampleTask.Utf8(csv)));

        var invalid = Assert.IsType<Invalid>(refused.Refusal);
        Assert.True(invalid.Errors.Any(e => e.Pointer.StartsWith(place, StringComparison.Ordinal)), $"{what}: {string.Join("; ", invalid.Errors)}");
        await store.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused_by_line_and_column()
    {
        var store = await EmptyStore.OnAsync(azurite);
        byte[] latin = [.. SampleTask.Utf8(SampleTask.Header + "\n2026-01-01,a,1,5,20\n2026-01-01,caf"), 0xE9, .. SampleTask.Utf8(",1,5,20\n")];

        var refused = await store.UploadAsync(SampleTask.Definition, new MemoryStream(latin));

        Assert.Equal("line 3, column 2 (store)", Assert.IsType<Invalid>(refused.Refusal).Errors[0].Pointer);
        await store.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Utf16_is_refused()
    {
        var store = await EmptyStore.OnAsync(azurite);
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(SampleTask.Csv(5))];

        var refused = await store.UploadAsync(SampleTask.Definition, new MemoryStream(utf16));

        Assert.Contains("UTF-8", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        await store.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_gzip_that_is_cut_is_refused(double share)
    {
        var store = await EmptyStore.OnAsync(azurite);
        var zip = EmptyStore.Zip(SampleTask.Utf8(SampleTask.Csv(2000))).ToArray();
        var cut = new GZipStream(new MemoryStream(zip[..(int)(zip.Length * share)]), CompressionMode.Decompress);

        var refused = await store.UploadAsync(SampleTask.Definition, cut);

        Assert.Contains("gzip", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        await store.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_declared_gzip_that_is_none_is_refused()
    {
        var store = await EmptyStore.OnAsync(azurite);
        var plain = new GZipStream(new MemoryStream(SampleTask.Utf8(SampleTask.Csv(20))), CompressionMode.Decompress);

        var refused = await store.UploadAsync(SampleTask.Definition, plain);

        Assert.Contains("gzip", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        await store.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing()
    {
        var store = await EmptyStore.OnAsync(azurite);

        await Assert.ThrowsAsync<IOException>(() => store.UploadAsync(SampleTask.Definition, new BrokenStream(SampleTask.Utf8(SampleTask.Csv(100)))));

        await store.AssertNothingIsLeftAsync();
    }

    /// <summary>Gives its bytes and then fails, as a request body does whose client has gone.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("The client reset the request stream.");
    }
}
