using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Gates;

public sealed class ForceTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_gate_is_overruled_by_two_people_with_a_reason_and_a_ticket()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var model = await task.TrainAsync("median");
        await (await task.PromoteAsync(new { model, to = "production", force = true, reason = "the baseline will do" })).ProblemAsync(HttpStatusCode.BadRequest);
        await (await task.PromoteAsync(new { model, to = "production", force = true, by = "ann" })).ProblemAsync(HttpStatusCode.BadRequest);

        var asked = await GatedTask.DoneAsync(await task.PromoteAsync(new { model, to = "production", force = true, reason = "the baseline will do", by = "Ann" }), HttpStatusCode.Accepted);

        Assert.Equal("closed", GatedTask.Words(asked.GetProperty("gates"))["better-than-baseline"]);
        Assert.Contains($"promotions/{asked.Int("id")}/approvals", asked.Text("approve"), StringComparison.Ordinal);
        await (await task.ApproveAsync(asked.Int("id"), " ann")).ProblemAsync(HttpStatusCode.Conflict);
        await (await task.ApproveAsync(asked.Int("id"), " ")).ProblemAsync(HttpStatusCode.BadRequest);
        await (await task.ApproveAsync(77, "bob")).ProblemAsync(HttpStatusCode.NotFound);
        var made = await GatedTask.DoneAsync(await task.ApproveAsync(asked.Int("id"), "Bob"));
        Assert.Equal((true, "Ann", "Bob"), (made.GetProperty("forced").GetBoolean(), made.Text("by"), made.Text("approvedBy")));
        await (await task.ApproveAsync(asked.Int("id"), "Eve")).ProblemAsync(HttpStatusCode.Conflict);

        var ticket = await task.Host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{asked.Text("ticket")}", Cancel);
        Assert.Contains("sev3", ticket.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("better-than-baseline: It is not shown", ticket.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Bob approved what Ann asked for", ticket.GetRawText(), StringComparison.Ordinal);
        var listed = Assert.Single((await task.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("promotions"), Cancel)).GetProperty("promotions").EnumerateArray());
        Assert.Equal(("Bob", "the baseline will do"), (listed.Text("approvedBy"), listed.Text("reason")));
        var change = Assert.Single((await task.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("deployments"), Cancel)).GetProperty("deployments").EnumerateArray());
        Assert.Equal(("Ann", "Bob", true), (change.Text("by"), change.Text("approvedBy"), change.GetProperty("forced").GetBoolean()));
    }

    [Fact]
    public async Task A_request_is_worth_nothing_after_a_day_or_when_production_changed()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var (bad, other) = (await task.TrainAsync("median"), await task.TrainAsync("linear"));
        var late = await AskAsync(task, bad);
        task.Clock.Jump(TimeSpan.FromHours(24));
        var expired = await (await task.ApproveAsync(late, "bob")).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains("could be approved until", expired.Text("detail"), StringComparison.Ordinal);

        var overtaken = await AskAsync(task, bad);
        await task.Host.PutAsync("sample-task", other);

        var problem = await (await task.ApproveAsync(overtaken, "bob")).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains($"Model {other} is in production now", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_does()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var id = await AskAsync(task, await task.TrainAsync("median"));

        var answers = await Task.WhenAll(task.ApproveAsync(id, "bob"), task.ApproveAsync(id, "eve"));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Force_where_all_gates_are_open_is_a_plain_promotion()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var model = await task.TrainAsync("linear");

        var made = await GatedTask.DoneAsync(await task.PromoteAsync(new { model, to = "production", force = true, reason = "to be sure", by = "ann" }));

        Assert.False(made.GetProperty("forced").GetBoolean());
    }

    private static async Task<int> AskAsync(GatedTask task, int model) =>
        (await GatedTask.DoneAsync(await task.PromoteAsync(new { model, to = "production", force = true, reason = "a test", by = "ann" }), HttpStatusCode.Accepted)).Int("id");
}
