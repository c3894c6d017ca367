using System.Net;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Http;

/// <summary>Every kind of answer that functions give is, through the Functions host and the worker, that of the Standalone host: status, headers and body.</summary>
[Collection(BothHosts.Name)]
public sealed class AnswerTests(WithBothHosts hosts)
{
    private const string Week = "2026-W03";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api/health", 200)]
    [InlineData("api/tasks", 200)]
    [InlineData("api/tasks?cancel=1&request=2&context=3", 200)]
    [InlineData("api/tasks/sample-task?task=card-fraud", 200)]
    [InlineData("api/tasks/none", 404)]
    [InlineData("api/tasks/sample%20task", 404)]
    [InlineData("api/tasks/sample-task/datasets/1", 200)]
    [InlineData("api/tasks/sample-task/datasets/1/rows", 200)]
    [InlineData("api/tasks/sample-task/datasets/one", 404)]
    [InlineData("api/tasks/sample-task/models/1", 200)]
    [InlineData("api/tasks/sample-task/models?limit=0", 400)]
    [InlineData("api/tasks/sample-task/deployments", 200)]
    [InlineData("api/audit?format=csv", 200)]
    [InlineData("api/tickets?format=csv", 200)]
    [InlineData("api/openapi.json", 200)]
    public async Task A_read_is_answered_alike(string path, int status) => await AssertAlikeAsync(status, () => Calls.Request("GET", path));

    [Fact]
    public async Task A_page_that_is_asked_for_by_a_header_is_answered_alike() =>
        await AssertAlikeAsync(200, () => Calls.Request("GET", "api/tasks/sample-task/datasets/1/rows?limit=2", null, ("Accept", "application/json")));

    [Theory]
    [InlineData("POST", "api/tasks/sample-task/predictions", """{ "input": { "placed": "2026-01-11T19:00:00Z", "store": "s3", "items": 2 } }""", 200)]
    [InlineData("POST", "api/tasks/sample-task/predictions", """{ "cancel": "now", "task": { "name": 1 }, "input": { "store": "s3" } }""", 400)]
    [InlineData("POST", "api/tasks/sample-task/predictions", """{ "input": """, 400)]
    [InlineData("POST", "api/tasks/card-fraud/predictions", """{ "input": { "V1": 1 } }""", 400)]
    [InlineData("POST", "api/tasks/sample-task/datasets?role=testing", "a,b", 400)]
    [InlineData("POST", "api/tasks/sample-task/datasets?role=training", "a,b\n1,2\n", 400)]
    [InlineData("POST", "api/tasks/sample-task/promotions", """{ "model": 99, "to": "production" }""", 404)]
    [InlineData("POST", "api/tasks/sample-task/trainings", """{ "trainer": "oracle" }""", 400)]
    [InlineData("POST", "api/tasks/search-ranking/trainings", "", 409)]
    [InlineData("PUT", "api/tasks/Rents", """{ "kind": "guess" }""", 400)]
    [InlineData("DELETE", "api/tasks/sample-task/alarms/mae/silences/none", "", 404)]
    public async Task A_change_or_its_refusal_is_answered_alike(string method, string path, string body, int status) =>
        await AssertAlikeAsync(status, () => Calls.Request(method, path, body));

    [Fact]
    public async Task A_training_is_accepted_with_its_location()
    {
        var answer = await AssertAlikeAsync(202, () => Calls.Request("POST", "api/tasks/sample-task/trainings", """{ "trainer": "median" }"""));
        Assert.Contains("Location: /api/tasks/sample-task/trainings/*", answer.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_is_created_with_its_location()
    {
        var csv = Support.SampleTask.Csv(20, seed: 20);
        // The second upload of the same bytes gives the version that the first has made.
        var answer = await AssertAlikeAsync(201, () => Calls.Request("POST", "api/tasks/sample-task/datasets?role=training", csv, ("Content-Type", "text/csv")));
        Assert.Contains("Location: /api/tasks/sample-task/datasets/", answer.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_has_its_tag_and_is_not_changed_by_a_stale_one()
    {
        var opened = await hosts.Worker.SendAsync(Calls.Request("POST", "api/tickets", """{ "task": "sample-task", "title": "Orders are late.", "severity": "sev3" }"""), Cancel);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var path = opened.Headers.Location!.ToString().TrimStart('/');

        var answer = await AssertAlikeAsync(200, () => Calls.Request("GET", path));
        Assert.Contains("ETag: \"", answer.Headers, StringComparison.Ordinal);
        await AssertAlikeAsync(412, () => Calls.Request("POST", $"{path}/comment", """{ "text": "Seen." }""", ("If-Match", "\"none\"")));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/markdown")]
    [InlineData("application/json")]
    public async Task A_review_is_answered_alike_in_every_format(string format)
    {
        Assert.True((await hosts.Worker.SendAsync(Calls.Request("POST", $"api/reviews/{Week}", ""), Cancel)).IsSuccessStatusCode);
        var answer = await AssertAlikeAsync(200, () => Calls.Request("GET", $"api/reviews/{Week}", null, ("Accept", format)));
        Assert.Contains($"Content-Type: {format}; charset=utf-8", answer.Headers, StringComparison.Ordinal);
    }

    /// <summary>What the functions have not seen: the host itself answers those, and each in its own words.</summary>
    [Theory]
    [InlineData("GET", "api/nothing")]
    [InlineData("DELETE", "api/tasks")]
    public async Task A_wrong_path_or_verb_is_not_found(string method, string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await hosts.Worker.SendAsync(Calls.Request(method, path, ""), Cancel)).StatusCode);

    private async Task<WholeAnswer> AssertAlikeAsync(int status, Func<HttpRequestMessage> request)
    {
        var worker = await WholeAnswer.OfAsync(await hosts.Worker.SendAsync(request(), Cancel), Cancel);
        var standalone = await WholeAnswer.OfAsync(await hosts.Standalone.SendAsync(request(), Cancel), Cancel);
        Assert.Equal(standalone, worker);
        Assert.Equal(status, worker.Status);
        return worker;
    }
}
