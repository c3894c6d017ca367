using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Models;
using MlFunctions.App.Tests.Audit;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets.Uploads;

public sealed class UploadTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_become_the_dataset_that_the_whole_file_would()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var csv = SampleTask.Utf8(SampleTask.Csv(400));
        var started = await host.Http.PostAsJsonAsync(AppHost.Task("uploads"), new { role = "training", bytes = csv.Length, sha256 = Hex(csv) }, Cancel);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var upload = await started.JsonAsync();
        Assert.Equal(("open", 1, 64 << 20), (upload.Text("state"), upload.GetProperty("partLimits").Int("minBytes"), upload.GetProperty("partLimits").Int("maxBytes")));
        Assert.Equal(TimeSpan.FromDays(7), upload.GetProperty("expiresAt").GetDateTimeOffset() - upload.GetProperty("createdAt").GetDateTimeOffset());
        var id = upload.Text("id")!;

        var part = await (await host.PutPartAsync(id, 2, csv[5000..], $"sha-256=:{Convert.ToBase64String(SHA256.HashData(csv[5000..]))}:")).JsonAsync();
        Assert.Equal((2, csv.Length - 5000, Hex(csv[5000..])), (part.Int("number"), part.Int("bytes"), part.Text("sha256")));
        var half = await host.Http.GetFromJsonAsync<JsonElement>(started.Headers.Location, Cancel);
        Assert.Equal("[1]", half.GetProperty("missing").GetProperty("parts").GetRawText());
        Assert.Equal(5000, half.GetProperty("missing").Int("bytes"));
        await host.PutPartAsync(id, 1, csv[..5000]);
        var accepted = await host.CompleteAsync(id, new { parts = 2 });
        Assert.Equal((HttpStatusCode.Accepted, started.Headers.Location), (accepted.StatusCode, accepted.Headers.Location));
        Assert.Equal("completing", (await accepted.JsonAsync()).Text("state"));
        await host.RunUploadsAsync();

        var done = await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel);
        Assert.Equal(("completed", 1, 1), (done.Text("state"), done.Int("progress"), done.Int("version")));
        Assert.Equal((400, Hex(csv)), (done.GetProperty("dataset").Int("rows"), done.GetProperty("dataset").Text("sha256")));
        Assert.Equal(SampleTask.Csv(400), await host.Http.GetStringAsync(AppHost.Task("datasets/1/rows"), Cancel));
        Assert.Equal(1, (await (await host.UploadAsync(SampleTask.Csv(400))).JsonAsync()).Int("version"));
        Assert.Empty(await host.Storage.Container(StorageNames.UploadsContainer).GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task File_that_a_whole_upload_refuses_fails_with_the_same_problem_and_can_be_mended()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var bad = $"{SampleTask.Header}\n2026-01-01,a,1,5,20\n2026-01-01,a,1,5,soon\n";
        var problem = await (await host.UploadAsync(bad)).ProblemAsync(HttpStatusCode.BadRequest);
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [SampleTask.Utf8(SampleTask.Header + "\n"), SampleTask.Utf8("2026-01-01,a,1,5,20\n"), SampleTask.Utf8("2026-01-01,a,1,5,soon\n")]);

        var failed = await host.EndAsync(id);
        Assert.Equal("failed", failed.Text("state"));
        Assert.Equal((problem.Text("detail"), problem.Text("title"), 400), (failed.GetProperty("problem").Text("detail"), failed.GetProperty("problem").Text("title"), failed.GetProperty("problem").Int("status")));
        Assert.Equal(problem.GetProperty("errors").GetRawText(), failed.GetProperty("problem").GetProperty("errors").GetRawText());
        Assert.Empty(await host.VersionsAsync());

        await host.PutPartAsync(id, 3, SampleTask.Utf8("2026-01-01,a,1,5,30\n"));
        var mended = await host.EndAsync(id);
        Assert.Equal(("completed", 2), (mended.Text("state"), mended.GetProperty("dataset").Int("rows")));
        Assert.False(mended.TryGetProperty("problem", out _));
    }

    [Fact]
    public async Task Whole_with_another_hash_than_stated_fails_and_keeps_no_version()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var csv = SampleTask.Utf8(SampleTask.Csv(40));
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [csv]);

        var failed = await host.EndAsync(id, new { sha256 = Hex(csv[1..]) });

        Assert.Equal("failed", failed.Text("state"));
        Assert.Contains(Hex(csv), failed.GetProperty("problem").Text("detail"), StringComparison.Ordinal);
        Assert.Empty(await host.VersionsAsync());
        Assert.Equal("completed", (await host.EndAsync(id, new { sha256 = Hex(csv).ToUpperInvariant() })).Text("state"));
    }

    [Fact]
    public async Task Completion_can_be_repeated_and_makes_one_version()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [SampleTask.Utf8(SampleTask.Csv(40))]);

        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.CompleteAsync(id)));
        Assert.All(calls, call => Assert.Equal(HttpStatusCode.Accepted, call.StatusCode));
        await host.RunUploadsAsync();
        var again = await (await host.CompleteAsync(id, new { parts = 1 })).JsonAsync();
        await host.RunUploadsAsync();

        Assert.Equal(("completed", 1), (again.Text("state"), again.Int("version")));
        Assert.Equal(1, Assert.Single(await host.VersionsAsync()));
    }

    [Fact]
    public async Task Two_instances_take_parts_of_one_upload_and_complete_it_once()
    {
        await using var one = await new AppHost(azurite).WithTheSampleTaskAsync();
        await using var two = new AppHost(azurite, one.Prefix);
        var parts = UploadCalls.Split(SampleTask.Utf8(SampleTask.Csv(900)), 24, new Random(1));
        var id = await one.StartUploadAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => (caller % 2 == 0 ? one : two).SendAsync(id, parts, Enumerable.Range(1, 24).Where(number => number % 8 == caller))));
        await one.CompleteAsync(id);
        await Task.WhenAll(one.RunUploadsAsync(), two.RunUploadsAsync());

        Assert.Equal("completed", (await two.UploadOfAsync(id)).Text("state"));
        Assert.Equal(1, Assert.Single(await one.VersionsAsync()));
        Assert.Equal(SampleTask.Csv(900), await two.Http.GetStringAsync(AppHost.Task("datasets/1/rows"), Cancel));
    }

    [Fact]
    public async Task Lists_page_and_a_deleted_upload_is_gone()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var ids = new List<string>();
        foreach (var role in new[] { "training", "validation", "training" })
            ids.Add(await host.StartUploadAsync(new { role }));
        await host.SendAsync(ids[1], [[1], [2], [3]]);

        var first = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("uploads?limit=2"), Cancel);
        var rest = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"uploads?after={first.Text("next")}"), Cancel);
        Assert.Equal(ids.Order(StringComparer.Ordinal), first.GetProperty("uploads").EnumerateArray().Concat(rest.GetProperty("uploads").EnumerateArray()).Select(upload => upload.Text("id")));
        var page = await host.UploadOfAsync(ids[1], "?limit=2");
        var next = await host.UploadOfAsync(ids[1], $"?after={page.Text("next")}");
        Assert.Equal([1, 2, 3], page.GetProperty("parts").EnumerateArray().Concat(next.GetProperty("parts").EnumerateArray()).Select(part => part.Int("number")));
        Assert.Equal((3, 3), (page.GetProperty("received").Int("parts"), next.GetProperty("received").Int("bytes")));
        Assert.False(next.TryGetProperty("next", out _));

        Assert.Equal(HttpStatusCode.NoContent, (await host.Http.DeleteAsync(AppHost.Task($"uploads/{ids[1]}"), Cancel)).StatusCode);
        await (await host.Http.DeleteAsync(AppHost.Task($"uploads/{ids[1]}"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.PutPartAsync(ids[1], 1, [1])).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await host.Storage.Container(StorageNames.UploadsContainer).GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Dataset_of_an_upload_is_in_the_audit_and_verifies()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync(new { role = "validation" });
        await host.SendAsync(id, UploadCalls.Split(SampleTask.Utf8(SampleTask.Csv(40)), 3, new Random(1)));
        await host.EndAsync(id);

        await host.SweepAsync();

        Assert.Contains("dataset/sample-task/1", await host.KeysAsync());
        Assert.True((await host.VerifyAsync()).GetProperty("isIntact").GetBoolean());
    }

    [Fact]
    public async Task Expired_upload_takes_no_parts_and_retention_deletes_it()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [[1], [2]]);

        clock.Advance(TimeSpan.FromDays(7));
        Assert.Contains("expired", (await (await host.PutPartAsync(id, 1, [1])).ProblemAsync(HttpStatusCode.NotFound)).Text("detail"), StringComparison.Ordinal);
        await host.Services.GetRequiredService<RetentionJob>().RunAsync(Cancel);

        await (await host.Http.GetAsync(AppHost.Task($"uploads/{id}"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await host.Storage.Container(StorageNames.UploadsContainer).GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
