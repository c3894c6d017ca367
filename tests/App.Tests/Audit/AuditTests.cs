using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Audit;

public sealed class AuditTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promotions_and_rollbacks_are_told_at_once_and_all_else_by_the_sweep_each_once()
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.PromoteAsync(1, force: true);
        await host.PromoteAsync(2, force: true);
        await host.AskAsync("sample-task", "rollbacks", new { reason = "worse in Lisbon", by = "Ada" });

        Assert.Equal(["deployment/sample-task/1", "deployment/sample-task/2", "deployment/sample-task/3"], await host.KeysAsync());
        var rollback = (await host.AuditAsync("action=rollback")).Single();
        Assert.Equal(("Ada", "Model 1 is back in production in the place of model 2: worse in Lisbon", 2), (rollback.Text("by"), rollback.Text("detail"), rollback.GetProperty("document").Int("from")));

        var silence = await host.AskAsync("sample-task", "alarms/mae/silences", new { until = DateTimeOffset.UtcNow.AddHours(1), reason = "a sale", by = "Ben" });
        await host.SweepAsync();
        await host.Http.DeleteAsync(AppHost.Task($"alarms/mae/silences/{silence.Text("id")}"), Cancel);
        await host.SweepAsync();
        await host.SweepAsync();

        var keys = (await host.KeysAsync()).ToArray();
        Assert.Equal(
            [
                "dataset/sample-task/1", "deployment/sample-task/1", "deployment/sample-task/2", "deployment/sample-task/3", "model/sample-task/1", "model/sample-task/2", "policy/sample-task/1",
                $"silence/sample-task/{silence.Text("id")}", $"silence/sample-task/{silence.Text("id")}/end",
            ],
            keys.Order(StringComparer.Ordinal));
        Assert.Equal(keys, keys.Distinct());
        Assert.True((await host.VerifyAsync()).GetProperty("isIntact").GetBoolean());
    }

    [Fact]
    public async Task A_new_definition_is_told_with_what_changed_from_what_to_what()
    {
        await using var host = new AppHost(azurite);
        var task = JsonSerializer.Serialize(SampleTask.Definition, Domain.Kernel.Json.Options);
        var declared = await host.Http.PutAsync("api/tasks/other-task", new StringContent(Document(task, 0.02)), Cancel);
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync(Cancel));
        await host.Http.PutAsync("api/tasks/other-task", new StringContent(Document(task, 0.05)), Cancel);
        await host.Http.PutAsync("api/tasks/other-task", new StringContent(Document(task, 0.05)), Cancel);
        await host.SweepAsync();

        var told = await host.AuditAsync("task=other-task&action=policy");

        Assert.Equal(["policy/other-task/1", "policy/other-task/2"], told.Select(row => row.Text("key")));
        var change = told[1].GetProperty("document").EnumerateArray().Single();
        Assert.Equal(("/promotion/margin", 0.02, 0.05), (change.Text("path"), change.GetProperty("from").GetDouble(), change.GetProperty("to").GetDouble()));
    }

    [Fact]
    public async Task The_list_pages_goes_out_as_csv_and_refuses_what_it_does_not_know()
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.SweepAsync();

        var first = await host.Http.GetFromJsonAsync<JsonElement>("api/audit?limit=2", Cancel);
        var second = await host.AuditAsync($"limit=2&after={first.Text("next")}");
        var csv = await host.Http.GetAsync("api/audit?format=csv&task=sample-task", Cancel);

        Assert.Equal([1, 2, 3, 4], first.GetProperty("audit").EnumerateArray().Concat(second).Select(row => row.Int("number")));
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1 + (await host.AuditAsync()).Length, (await csv.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        foreach (var query in new[] { "?task=No", "?action=dance", "?after=x", "?limit=0", "?format=xml", "/verification?scope=moon", "/verification?number=1", "/verification?number=x&hash=y" })
            await (await host.Http.GetAsync($"api/audit{query}", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>The sample task as a team declares it.</summary>
    private static string Document(string task, double margin)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(task)!.AsObject();
        var kept = new[] { "description", "kind", "columns", "label", "metric", "time", "block", "output" };
        foreach (var name in document.Select(field => field.Key).Except(kept).ToList())
            document.Remove(name);
        document["promotion"] = new System.Text.Json.Nodes.JsonObject { ["margin"] = margin };
        return document.ToJsonString();
    }
}
