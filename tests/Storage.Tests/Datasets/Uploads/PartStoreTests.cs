using System.Security.Cryptography;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets.Uploads;

public sealed class PartStoreTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_in_any_order_of_any_size_are_read_as_one_file()
    {
        var (bed, random) = (await UploadBed.OnAsync(azurite), new Random(3));
        byte[][] parts = [.. new[] { 1, 5 << 20, 1, 70_000, 4 << 20, 2 }.Select(size => Bytes(random, size))];

        foreach (var index in Enumerable.Range(0, parts.Length).Reverse())
        {
            var kept = await bed.KeepAsync(index + 1, parts[index]);
            Assert.Equal((index + 1, parts[index].Length, Sha256(parts[index])), (kept.Number, (int)kept.Bytes, kept.Sha256));
        }

        Assert.Equal(parts.SelectMany(part => part), await bed.FileAsync());
        Assert.Equal(Enumerable.Range(1, parts.Length), (await bed.PartsAsync()).Select(part => part.Number));
    }

    [Fact]
    public async Task Part_that_breaks_off_leaves_the_earlier_one()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1, 2, 3]);

        await Assert.ThrowsAsync<IOException>(() => bed.WriteAsync(1, new EndingStream(new byte[9 << 20], () => throw new IOException("The client reset the request stream."))));
        await Assert.ThrowsAsync<IOException>(() => bed.WriteAsync(2, new EndingStream(new byte[9 << 20], () => throw new IOException("The client reset the request stream."))));

        Assert.Equal([1, 2, 3], await bed.FileAsync());
        Assert.Single(await bed.BlobsAsync());
    }

    [Fact]
    public async Task Part_with_another_hash_than_stated_is_not_kept()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1, 2, 3]);

        var refused = await bed.WriteAsync(1, new MemoryStream([1, 2, 4]), Sha256([1, 2, 3]));

        Assert.Equal("Content-Digest", Assert.Single(Assert.IsType<Invalid>(refused.Refusal).Errors).Pointer);
        Assert.True((await bed.WriteAsync(2, new MemoryStream([4]), Sha256([4]))).IsDone);
        Assert.Equal([1, 2, 3, 4], await bed.FileAsync());
    }

    [Fact]
    public async Task Empty_and_too_large_parts_are_refused_and_leave_nothing()
    {
        var bed = await UploadBed.OnAsync(azurite);

        Assert.IsType<Invalid>((await bed.WriteAsync(1, Stream.Null)).Refusal);
        Assert.IsType<TooLarge>((await bed.WriteAsync(1, new MemoryStream(new byte[UploadLimits.MaxPartBytes + 1]))).Refusal);

        Assert.Empty(await bed.PartsAsync());
        Assert.Empty(await bed.BlobsAsync());
    }

    [Fact]
    public async Task Part_sent_again_replaces_the_earlier_one_with_its_blob()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1]);
        await bed.KeepAsync(2, [2]);

        await bed.KeepAsync(1, [3, 3]);

        Assert.Equal([3, 3, 2], await bed.FileAsync());
        Assert.Equal(2, (await bed.BlobsAsync()).Count);
    }

    [Fact]
    public async Task Part_sent_many_times_at_once_is_one_of_them_and_whole()
    {
        var bed = await UploadBed.OnAsync(azurite);
        byte[][] bodies = [.. Enumerable.Range(0, 8).Select(value => Enumerable.Repeat((byte)value, 5 << 20).ToArray())];

        await Task.WhenAll(bodies.Select(body => UploadBed.Over(bed.Account).KeepAsync(1, body)));

        var file = await bed.FileAsync();
        Assert.Contains(bodies, body => body.AsSpan().SequenceEqual(file));
        Assert.Single(await bed.BlobsAsync());
    }

    [Fact]
    public async Task Part_that_ends_after_the_completion_began_is_refused()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1]);

        var late = await bed.WriteAsync(1, new EndingStream([2], () => bed.CloseAsync(1)));
        var later = await bed.WriteAsync(2, new MemoryStream([2]));

        Assert.IsType<Conflict>(late.Refusal);
        Assert.IsType<Conflict>(later.Refusal);
        Assert.Equal([1], await bed.FileAsync());
        Assert.Single(await bed.BlobsAsync());
    }

    [Fact]
    public async Task Upload_that_has_failed_takes_parts_again()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1]);
        await bed.CloseAsync(1);
        var found = await bed.FindAsync();
        Assert.NotNull(await bed.Uploads.ReplaceAsync(UploadBed.Task, found, found.Value.Fail(new(400, "t", "d"), DateTimeOffset.UtcNow), Cancel));

        await bed.KeepAsync(1, [2]);

        Assert.Equal([2], await bed.FileAsync());
    }

    [Fact]
    public async Task Part_whose_recording_was_answered_but_not_heard_is_kept()
    {
        var prefix = AzuriteFixture.NewPrefix();
        var account = StorageAccount.FromConnectionString(azurite.ConnectionString, prefix);
        await new StorageSetup(account).CreateAsync(Cancel);
        var bed = await UploadBed.OnAsync(azurite, account);
        await bed.KeepAsync(1, [9]);
        foreach (var number in new[] { 1, 2 })
        {
            var network = new LostAnswer("$batch");
            await UploadBed.Over(network.AccountOf(azurite, prefix)).KeepAsync(number, [(byte)number]);
            Assert.True(network.HasHappened);
        }

        Assert.Equal([1, 2], await bed.FileAsync());
    }

    [Fact]
    public async Task Altered_part_is_not_read()
    {
        var bed = await UploadBed.OnAsync(azurite);
        var part = await bed.KeepAsync(1, [1, 2, 3]);
        await bed.Account.Container(StorageNames.UploadsContainer).GetBlobClient(part.Blob).UploadAsync(BinaryData.FromBytes(new byte[] { 1, 2, 4 }), overwrite: true, Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(bed.FileAsync);
    }

    private static byte[] Bytes(Random random, int size)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Gives its bytes and then does something before it ends.</summary>
    private sealed class EndingStream(byte[] bytes, Func<Task> end) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                await end();
            return read;
        }
    }
}
