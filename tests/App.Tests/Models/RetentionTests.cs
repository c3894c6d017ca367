using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Models;
using MlFunctions.App.Tests.Audit;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Models;

public sealed class RetentionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nothing_refers_to_is_marked_then_deleted_with_a_row_of_the_audit_and_answers_say_so()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await WithModelsAsync(clock);
        await host.PromoteAsync(1, force: true);
        var prediction = await host.PredictAsync(new { input = WithAModelInProduction.Order });
        foreach (var model in new[] { 2, 3, 4, 5 })
            await host.PromoteAsync(model, force: true);
        await host.SweepAsync();
        await host.UploadAsync(SampleTask.Csv(600, seed: 2));
        clock.Jump(TimeSpan.FromDays(200));

        await PurgeAsync(host);
        Assert.Equal("1", await DeletedAsync(host, "models"));
        Assert.Contains("model.zip", await FilesAsync(host, "models", "1"));
        Assert.Contains("retention", (await host.PutAsync("sample-task", 1)).Refusal!.Detail, StringComparison.Ordinal);
        clock.Jump(TimeSpan.FromDays(1));
        await PurgeAsync(host);

        Assert.Equal(["card.json"], await FilesAsync(host, "models", "1"));
        Assert.Contains("model.zip", await FilesAsync(host, "models", "2"));
        Assert.Contains("retention", (await (await host.Http.PostAsync($"api/predictions/{prediction.Text("id")}/replays", null, Cancel)).ProblemAsync(HttpStatusCode.Conflict)).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.String, (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("models/1"), Cancel)).GetProperty("deletedAt").ValueKind);
        Assert.Equal(["deletion/model/sample-task/1"], await host.KeysAsync("action=deletion"));
        await host.SweepAsync();
        var verified = await host.VerifyAsync();
        Assert.True(verified.GetProperty("isIntact").GetBoolean(), verified.GetRawText());
        Assert.Equal(1, verified.GetProperty("models").Int("deleted"));
        Assert.Empty(await DeletedAsync(host, "datasets"));
    }

    [Fact]
    public async Task A_dataset_goes_with_the_last_model_that_was_made_of_it_and_the_same_rows_can_be_uploaded_again()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await WithModelsAsync(clock, models: 1);
        await host.UploadAsync(SampleTask.Csv(600, seed: 2));
        await host.SweepAsync();
        for (var day = 200; day < 204; day++)
        {
            clock.Jump(TimeSpan.FromDays(day == 200 ? 200 : 1));
            await PurgeAsync(host);
        }

        Assert.Equal("1", await DeletedAsync(host, "datasets"));
        Assert.Equal(["profile.json"], await FilesAsync(host, "datasets", "1"));
        foreach (var call in new[] { "datasets/1/rows", "datasets/1/changes", "datasets/2/changes" })
            await (await host.Http.GetAsync(AppHost.Task(call), Cancel)).ProblemAsync(HttpStatusCode.Conflict);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { training = 1 }, Cancel)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(["deletion/model/sample-task/1", "deletion/dataset/sample-task/1"], await host.KeysAsync("action=deletion"));
        Assert.True((await host.VerifyAsync()).GetProperty("isIntact").GetBoolean());
        Assert.Equal(3, (await (await host.UploadAsync(SampleTask.Csv(600))).JsonAsync()).Int("version"));
    }

    [Fact]
    public async Task A_model_that_a_ticket_comes_to_name_while_it_is_marked_is_restored_and_goes_once_the_ticket_is_solved()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await WithModelsAsync(clock);
        await host.PromoteAsync(1, force: true);
        var prediction = (await host.PredictAsync(new { input = WithAModelInProduction.Order })).Text("id");
        foreach (var model in new[] { 2, 3, 4, 5 })
            await host.PromoteAsync(model, force: true);
        clock.Jump(TimeSpan.FromDays(100));
        await PurgeAsync(host);
        Assert.Equal("1", await DeletedAsync(host, "models"));

        var opened = await host.Http.PostAsJsonAsync("api/tickets", new { task = "sample-task", title = "Wrong", severity = "sev3", by = "Ada", evidence = new[] { $"http://host/api/predictions/{prediction}" } }, Cancel);
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync(Cancel));
        var ticket = (await opened.JsonAsync()).Text("id");
        clock.Jump(TimeSpan.FromDays(1));
        await PurgeAsync(host);
        Assert.Empty(await DeletedAsync(host, "models"));
        Assert.True((await host.Http.PostAsync($"api/predictions/{prediction}/replays", null, Cancel)).IsSuccessStatusCode);

        var resolved = await host.Http.PostAsJsonAsync($"api/tickets/{ticket}/resolve", new { by = "Ada" }, Cancel);
        Assert.True(resolved.IsSuccessStatusCode, await resolved.Content.ReadAsStringAsync(Cancel));
        await PurgeAsync(host);
        Assert.Equal("1", await DeletedAsync(host, "models"));
    }

    [Fact]
    public async Task Runs_that_are_cut_off_anywhere_are_completed_by_the_next_and_no_file_is_gone_untold()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await WithModelsAsync(clock, models: 2);
        await host.SweepAsync();
        var network = new CuttableNetwork();
        await using var other = new AppHost(azurite, host.Prefix) { Clock = clock, Network = network };
        _ = other.Http;
        clock.Jump(TimeSpan.FromDays(100));
        for (var requests = 0; requests < 60; requests += 4)
        {
            network.CutAfter(requests, requests % 8 == 0 ? Carriage.Down : Carriage.AnswersLost);
            await Record.ExceptionAsync(() => PurgeAsync(other));
            network.State = Carriage.Up;
            var verified = await host.VerifyAsync();
            Assert.True(verified.GetProperty("isIntact").GetBoolean(), verified.GetRawText());
            clock.Advance(TimeSpan.FromHours(2));
        }

        await PurgeAsync(host);
        Assert.Equal(["card.json"], await FilesAsync(host, "models", "1"));
        Assert.Equal(["card.json"], await FilesAsync(host, "models", "2"));
        Assert.Equal(["deletion/model/sample-task/1", "deletion/model/sample-task/2"], (await host.KeysAsync("action=deletion")).Order(StringComparer.Ordinal));
    }

    private async Task<AppHost> WithModelsAsync(FakeTimeProvider clock, int models = 5)
    {
        var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        for (var seed = 1; seed <= models; seed++)
            await host.TrainAsync(new { trainer = "median", seed });
        return host;
    }

    private static Task PurgeAsync(AppHost host) => host.Services.GetRequiredService<RetentionJob>().RunAsync(Cancel);

    private static async Task<string> DeletedAsync(AppHost host, string kind) =>
        string.Join(' ', (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task(kind), Cancel)).GetProperty(kind).EnumerateArray().Where(one => one.TryGetProperty("deletedAt", out _)).Select(one => one.Int("version")));

    private static async Task<string[]> FilesAsync(AppHost host, string container, string version) =>
        await host.Storage.Container(container).GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, $"sample-task/{version}/", Cancel)
            .Select(blob => blob.Name.Split('/')[^1]).Order(StringComparer.Ordinal).ToArrayAsync(Cancel);
}
