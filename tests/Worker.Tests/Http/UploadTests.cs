using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Http;

/// <summary>Uploads pass the Functions host and the worker as a stream.</summary>
[Collection(BothHosts.Name)]
public sealed class UploadTests(WithBothHosts hosts)
{
    private const int Rows = 4000;

    /// <summary>More than one of the blocks of 4 MiB in which a file is staged.</summary>
    private const int Bytes = 5 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_part_is_in_storage_before_the_last_is_sent()
    {
        var task = WithBothHosts.Definition with { Name = TaskName.Parse("long-rows") };
        await new TaskStore(hosts.Storage).AddAsync(task, Cancel);
        var longNames = SampleTask.Csv(Rows, seed: 2)[SampleTask.Header.Length..].Replace(",s", $",{new string('s', Bytes / Rows)}", StringComparison.Ordinal);
        var rows = SampleTask.Utf8(SampleTask.Header + longNames);
        using var body = new HeldBackContent(rows[..^100], rows[^100..]);

        var uploading = hosts.Worker.SendAsync(Upload(body, task.Name), Cancel);
        await Eventually.FindAsync(() => hosts.Storage.Container(StorageNames.DatasetsContainer)
            .GetBlobs(BlobTraits.None, BlobStates.Uncommitted, $"{task.Name}/", Cancel)
            .FirstOrDefault(blob => blob.Properties.ContentLength is null or 0));
        body.Release();

        using var answer = await uploading;
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 4)]
    public async Task A_file_that_comes_in_pieces_is_kept_whole(bool isZipped, int seed)
    {
        var csv = SampleTask.Csv(Rows, seed);
        var sent = isZipped ? Zipped(csv) : Encoding.UTF8.GetBytes(csv);
        using var body = new HeldBackContent(sent[..(sent.Length / 2)], sent[(sent.Length / 2)..]);
        if (isZipped)
            body.Headers.ContentEncoding.Add("gzip");

        var uploading = hosts.Worker.SendAsync(Upload(body), Cancel);
        await body.FirstSent;
        body.Release();
        using var answer = await uploading;

        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(csv, await hosts.Standalone.GetStringAsync(new Uri($"{answer.Headers.Location}/rows", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task Of_a_body_that_breaks_off_nothing_is_kept_and_no_error_is_logged()
    {
        var rows = SampleTask.Utf8(SampleTask.Csv(Rows, seed: 5));
        using var body = new HeldBackContent(rows, rows);
        var (before, datasets) = (hosts.Functions.Invocations, await DatasetsAsync());
        using var goAway = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var uploading = hosts.Worker.SendAsync(Upload(body), goAway.Token);
        await body.FirstSent;
        var invocation = await hosts.Functions.NewInvocationAsync("UploadDataset", before);
        await goAway.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading);
        await invocation.Result;
        Assert.Empty(await hosts.Functions.ErrorsAsync(invocation));
        Assert.Equal(datasets, await DatasetsAsync());
    }

    private static HttpRequestMessage Upload(HttpContent body, TaskName? task = null)
    {
        body.Headers.ContentType = new("text/csv");
        return new(HttpMethod.Post, new Uri($"api/tasks/{task ?? WithBothHosts.Definition.Name}/datasets?role=training", UriKind.Relative)) { Content = body };
    }

    /// <summary>All versions, reserved ones too.</summary>
    private async Task<string> DatasetsAsync() => (await hosts.Standalone.GetFromJsonAsync<JsonElement>(WithBothHosts.Task("datasets?limit=1000"), Cancel)).GetRawText();

    private static byte[] Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
