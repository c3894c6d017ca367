using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets.Uploads;

public sealed class WrongCallTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ }""", "role")]
    [InlineData("""{ "role": "guess" }""", "role")]
    [InlineData("""{ "role": "training", "contentType": "application/zip" }""", "application/zip")]
    [InlineData("""{ "role": "training", "contentType": "text/x-svmlight" }""", "ranking")]
    [InlineData("""{ "role": "training", "contentEncoding": "br" }""", "gzip")]
    [InlineData("""{ "role": "training", "bytes": 0 }""", "size")]
    [InlineData("""{ "role": "training", "sha256": "abc" }""", "64 hexadecimal")]
    [InlineData("""{ "role": "training", "colour": "red" }""", "colour")]
    [InlineData("", "JSON")]
    public async Task Upload_that_could_never_become_a_dataset_is_not_begun(string body, string words)
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var problem = await (await host.Http.PostAsync(AppHost.Task("uploads"), new StringContent(body), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(words, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await host.Http.GetFromJsonAsync<System.Text.Json.JsonElement>(AppHost.Task("uploads"), Cancel)).GetProperty("uploads").EnumerateArray());
    }

    [Fact]
    public async Task Calls_about_what_is_not_there_are_not_found()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();

        foreach (var path in new[] { AppHost.Task("uploads/no-such"), $"api/tasks/delivery-time/uploads/{id}", $"api/tasks/no-such/uploads/{id}", AppHost.Task("uploads/~x") })
        {
            await (await host.Http.GetAsync(path, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
            await (await host.Http.DeleteAsync(path, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
            await (await host.Http.PutAsync($"{path}/parts/1", new ByteArrayContent([1]), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
            await (await host.Http.PostAsync($"{path}/completion", null, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        }

        await (await host.Http.GetAsync("api/tasks/no-such/uploads", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.PostAsJsonAsync("api/tasks/no-such/uploads", new { role = "training" }, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(10_001)]
    [InlineData(int.MaxValue)]
    public async Task Number_of_parts_that_no_upload_has_is_refused(int parts)
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        await host.Http.PutAsync(AppHost.Task($"uploads/{id}/parts/1"), new ByteArrayContent([1]), Cancel);

        var problem = await (await host.Http.PostAsJsonAsync(AppHost.Task($"uploads/{id}/completion"), new { parts }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("/parts", Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("pointer"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("one")]
    public async Task Number_that_no_part_has_is_refused(string number)
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();

        await (await host.Http.PutAsync(AppHost.Task($"uploads/{id}/parts/{number}"), new ByteArrayContent([1]), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Part_that_is_not_what_its_headers_say_is_not_kept()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        var (right, wrong) = (Convert.ToBase64String(SHA256.HashData([1])), Convert.ToBase64String(SHA256.HashData([2])));

        foreach (var digest in new[] { $"sha-256=:{wrong}:", $"sha-256={right}", "sha-256=:AAAA:", "sha-512=:AAAA:", "sha-256=::", "x" })
            Assert.Equal("Content-Digest", (await (await host.PutPartAsync(id, 1, [1], digest)).ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors")[0].Text("pointer"));
        using var zipped = new ByteArrayContent([1]);
        zipped.Headers.ContentEncoding.Add("gzip");
        await (await host.Http.PutAsync(AppHost.Task($"uploads/{id}/parts/1"), zipped, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.PutPartAsync(id, 1, [])).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Empty((await host.UploadOfAsync(id)).GetProperty("parts").EnumerateArray());
        foreach (var digest in new[] { $"sha-256=:{right}:", $"sha-512=:AAAA:, sha-256=:{right}:;q=1" })
            Assert.True((await host.PutPartAsync(id, 1, [1], digest)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Part_above_the_limit_is_told_to_be_sent_in_smaller_ones()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        var body = new byte[(64 << 20) + 1];

        var stated = await (await host.PutPartAsync(id, 1, body)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        var chunked = await (await host.Http.PutAsync(AppHost.Task($"uploads/{id}/parts/1"), new PiecewiseContent(body, 1 << 20, isChunked: true), Cancel)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);

        Assert.Contains("smaller parts", stated.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(stated.Text("detail"), chunked.Text("detail"));
        Assert.Empty((await host.UploadOfAsync(id)).GetProperty("parts").EnumerateArray());
    }

    [Fact]
    public async Task Completion_that_cannot_be_names_what_is_missing()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync(new { role = "training", bytes = 3 });
        await (await host.CompleteAsync(id)).ProblemAsync(HttpStatusCode.Conflict);
        await host.PutPartAsync(id, 2, [1]);
        await host.PutPartAsync(id, 5, [1]);

        var problem = await (await host.CompleteAsync(id)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains("parts 1 and 3-4", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("[1,3,4]", problem.GetProperty("evidence").GetProperty("missing").GetRawText());
        await (await host.CompleteAsync(id, new { sha256 = "x" })).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.CompleteAsync(id, new { parts = "two" })).ProblemAsync(HttpStatusCode.BadRequest);
        await host.SendAsync(id, [[1], [1], [1], [1], [1]], [1, 3, 4]);
        Assert.Contains("5 bytes", (await (await host.CompleteAsync(id)).ProblemAsync(HttpStatusCode.Conflict)).Text("detail"), StringComparison.Ordinal);
        Assert.Equal("open", (await host.UploadOfAsync(id)).Text("state"));
    }

    [Fact]
    public async Task Completed_upload_takes_neither_parts_nor_another_completion()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [SampleTask.Utf8(SampleTask.Csv(20))]);
        await host.CompleteAsync(id);

        await (await host.PutPartAsync(id, 1, [1])).ProblemAsync(HttpStatusCode.Conflict);
        await host.RunUploadsAsync();
        await (await host.PutPartAsync(id, 2, [1])).ProblemAsync(HttpStatusCode.Conflict);
        await (await host.CompleteAsync(id, new { parts = 2 })).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("completed", (await host.UploadOfAsync(id)).Text("state"));
    }
}
