using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Hosting;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets.Uploads;

/// <summary>Datasets that are read from a blob. Azurite's account is the application's own, which may be listed like any other.</summary>
public sealed class UrlTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blob_becomes_the_dataset_that_its_upload_would()
    {
        await using var host = await AllowedAsync();
        var csv = SampleTask.Csv(400);
        var url = await BlobAsync(host, "june.csv", SampleTask.Utf8(csv));

        var accepted = await host.Http.PostAsJsonAsync(AppHost.Task("datasets?role=validation"), new { url, bytes = csv.Length }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var queued = await accepted.JsonAsync();
        Assert.Equal(("completing", url), (queued.Text("state"), queued.Text("url")));
        await host.RunUploadsAsync();

        var done = await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel);
        Assert.Equal(("completed", "validation", 400), (done.Text("state"), done.GetProperty("dataset").Text("role"), done.GetProperty("dataset").Int("rows")));
        Assert.Equal(1, (await (await host.UploadAsync(csv, "validation")).JsonAsync()).Int("version"));
        await (await host.PutPartAsync(done.Text("id")!, 1, [1])).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Zipped_blob_is_read_as_its_properties_or_the_call_say()
    {
        await using var host = await AllowedAsync();
        using var zip = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(zip, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(SampleTask.Utf8(SampleTask.Csv(40)));
        var plain = await BlobAsync(host, "plain.csv.gz", zip.ToArray());
        var marked = await BlobAsync(host, "marked.csv.gz", zip.ToArray(), "gzip");

        Assert.Equal(1, (await ReadAsync(host, new { url = marked })).Int("version"));
        Assert.Equal(1, (await ReadAsync(host, new { url = plain, contentEncoding = "gzip" })).Int("version"));
        Assert.Equal(400, (await ReadAsync(host, new { url = plain })).GetProperty("problem").Int("status"));
    }

    [Fact]
    public async Task Blob_that_changes_or_goes_before_it_is_read_fails_and_another_hash_too()
    {
        await using var host = await AllowedAsync();
        var url = await BlobAsync(host, "june.csv", SampleTask.Utf8(SampleTask.Csv(40)));
        var accepted = await host.Http.PostAsJsonAsync(AppHost.Task("datasets?role=training"), new { url }, Cancel);
        await BlobAsync(host, "june.csv", SampleTask.Utf8(SampleTask.Csv(41)));
        await host.RunUploadsAsync();

        Assert.Contains("has changed", (await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel)).GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        Assert.Contains("SHA-256", (await ReadAsync(host, new { url, sha256 = new string('0', 64) })).GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        Assert.Empty(await host.VersionsAsync());
    }

    [Fact]
    public async Task Without_the_setting_no_account_is_read_and_the_refusal_names_it()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var url = await BlobAsync(host, "june.csv", SampleTask.Utf8(SampleTask.Csv(40)));

        var problem = await (await host.Http.PostAsJsonAsync(AppHost.Task("datasets?role=training"), new { url }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(AllowedAccounts.Setting, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ }""", "url")]
    [InlineData("""{ "url": "rows.csv" }""", "no address")]
    [InlineData("""{ "url": "https://elsewhere.blob.core.windows.net/rows/june.csv" }""", "elsewhere.blob.core.windows.net")]
    [InlineData("""{ "url": "{own}/rows/june.csv?sig=x" }""", "signature")]
    [InlineData("""{ "url": "{own}/rows/june.csv" }""", "There is no blob")]
    [InlineData("""{ "url": "{own}/rows" }""", "names no blob")]
    [InlineData("""{ "url": "{own}/a/b" }""", "no address of a blob")]
    [InlineData("""[]""", "not of the type")]
    public async Task Address_that_cannot_be_read_is_refused_at_once(string body, string words)
    {
        await using var host = await AllowedAsync();
        using var content = new StringContent(body.Replace("{own}", host.Storage.BlobEndpoint.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal), System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));

        var problem = await (await host.Http.PostAsync(AppHost.Task("datasets?role=training"), content, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(words, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("uploads"), Cancel)).GetProperty("uploads").EnumerateArray());
    }

    [Fact]
    public void Setting_that_lists_no_host_is_refused_at_the_start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Datasets:allowedAccounts", "https://data.blob.core.windows.net")]).Build();

        var refusal = Assert.Throws<SettingUnusableException>(() => new ServiceCollection().AddMlFunctions(configuration));

        Assert.Contains(AllowedAccounts.Setting, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<AppHost> AllowedAsync()
    {
        var own = StorageAccount.FromConnectionString(azurite.ConnectionString).BlobEndpoint;
        return await new AppHost(azurite) { Settings = new Dictionary<string, string> { ["Datasets:allowedAccounts"] = AllowedAccounts.HostOf(own) } }.WithTheSampleTaskAsync();
    }

    private static async Task<JsonElement> ReadAsync(AppHost host, object request)
    {
        var accepted = await host.Http.PostAsJsonAsync(AppHost.Task("datasets?role=training"), request, Cancel);
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync(Cancel));
        await host.RunUploadsAsync();
        return await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel);
    }

    /// <summary>A blob in a container that is not the application's; its address.</summary>
    private static async Task<string> BlobAsync(AppHost host, string name, byte[] bytes, string? encoding = null)
    {
        _ = host.Http;
        var container = host.Storage.Container("rows");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancel);
        var options = new Azure.Storage.Blobs.Models.BlobUploadOptions { HttpHeaders = new() { ContentEncoding = encoding } };
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), options, Cancel);
        return container.GetBlobClient(name).Uri.AbsoluteUri;
    }
}
