using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets;

public sealed class DatasetTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_is_created_described_and_listed()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var created = await host.UploadAsync(SampleTask.Csv(40));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var dataset = await created.JsonAsync();
        Assert.Equal((1, "training", 40), (dataset.Int("version"), dataset.Text("role"), dataset.Int("rows")));
        Assert.Empty(dataset.GetProperty("warnings").EnumerateArray());
        var described = await host.Http.GetFromJsonAsync<JsonElement>(created.Headers.Location, Cancel);
        Assert.Equal(dataset.Text("sha256"), described.Text("sha256"));
        Assert.Equal(["placed", "store", "items", "couriers", "minutes"], described.GetProperty("profile").EnumerateArray().Select(c => c.Text("name")));
        var list = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("datasets"), Cancel);
        Assert.Equal(1, list.GetProperty("datasets")[0].Int("version"));
    }

    [Fact]
    public async Task Gzip_and_plain_are_the_same_dataset()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var csv = SampleTask.Csv(40);

        var plain = await (await host.UploadAsync(csv)).JsonAsync();
        var zipped = await host.Http.PostAsync(AppHost.Task("datasets?role=training"), Zipped(csv), Cancel);

        Assert.Equal(HttpStatusCode.Created, zipped.StatusCode);
        Assert.Equal(plain.Int("version"), (await zipped.JsonAsync()).Int("version"));
    }

    [Fact]
    public async Task Rows_come_back_as_they_were_sent_or_page_by_page()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var csv = SampleTask.Csv(7);
        await host.UploadAsync(csv);

        Assert.Equal(csv, await host.Http.GetStringAsync(AppHost.Task("datasets/1/rows"), Cancel));

        var rows = new List<string>();
        for (var next = "0"; next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, AppHost.Task($"datasets/1/rows?limit=3&after={next}"));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            var page = await (await host.Http.SendAsync(request, Cancel)).JsonAsync();
            rows.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => string.Join(',', r.EnumerateObject().Select(c => c.Value.GetString()))));
            next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
        }

        Assert.Equal(csv.TrimEnd('\n').Split('\n').Skip(1), rows);
        using var astray = new HttpRequestMessage(HttpMethod.Get, AppHost.Task("datasets/1/rows?after=5"));
        astray.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        await (await host.Http.SendAsync(astray, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("datasets", "role")]
    [InlineData("datasets?role=guess", "role")]
    [InlineData("datasets?role=0", "role")]
    public async Task An_upload_says_what_it_is_for(string path, string word)
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var problem = await (await host.Http.PostAsync(AppHost.Task(path), new StringContent(SampleTask.Csv(5)), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(word, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_file_is_a_problem_with_line_and_column_and_no_dataset()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var problem = await (await host.UploadAsync(SampleTask.Header + "\n2026-01-01,a,1,5,soon\n")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("line 2, column 5 (minutes)", problem.GetProperty("errors")[0].Text("pointer"));
        Assert.Empty((await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("datasets"), Cancel)).GetProperty("datasets").EnumerateArray());
        await (await host.Http.GetAsync(AppHost.Task("datasets/1"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_body_that_is_not_what_its_headers_say_is_a_problem()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var notGzip = new StringContent(SampleTask.Csv(5));
        notGzip.Headers.ContentEncoding.Add("gzip");
        var unknown = new StringContent(SampleTask.Csv(5));
        unknown.Headers.ContentEncoding.Add("br");

        Assert.Contains("gzip", (await (await host.Http.PostAsync(AppHost.Task("datasets?role=training"), notGzip, Cancel)).ProblemAsync(HttpStatusCode.BadRequest)).Text("detail"), StringComparison.Ordinal);
        await (await host.Http.PostAsync(AppHost.Task("datasets?role=training"), unknown, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsync(AppHost.Task("datasets?role=training"), new MultipartFormDataContent { { new StringContent(SampleTask.Csv(5)), "file", "x.csv" } }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static ByteArrayContent Zipped(string csv)
    {
        var zip = new MemoryStream();
        using (var gzip = new GZipStream(zip, CompressionLevel.Fastest))
            gzip.Write(SampleTask.Utf8(csv));
        var content = new ByteArrayContent(zip.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
