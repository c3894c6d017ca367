using System.Net;
using System.Net.Http.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Kernel;

[Collection(Watched.Name)]
public sealed class MetricTests(WithTelemetry told)
{
    private static readonly object Call = new { input = WithAModelInProduction.Order };

    private static readonly (string, string) Task = ("mlfunctions.task", WithTelemetry.Task);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_counted_by_task_and_model_and_refusals_by_their_status()
    {
        var model = ("mlfunctions.model", $"{told.Model}");
        await told.Host.AskAsync(WithTelemetry.Task, "predictions", Call);
        await told.Host.AskAsync(WithTelemetry.Task, "predictions", new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, 3) });
        await (await PostAsync("predictions", new { input = 1 })).ProblemAsync(HttpStatusCode.BadRequest);

        await UntilAsync("mlfunctions.prediction.duration", 2, Task, model);
        await UntilAsync("mlfunctions.predictions", 4, Task, model);
        await UntilAsync("mlfunctions.prediction.duration", 1, Task, ("error.type", "400"));
        await UntilAsync("mlfunctions.log.rows", 5, Task);
        Assert.All(told.Receiver.Points.Where(point => point.Metric == "mlfunctions.prediction.duration"), point => Assert.Equal("s", point.Unit));
    }

    [Fact]
    public async Task A_task_that_there_is_not_names_no_series()
    {
        await (await told.Host.Http.PostAsJsonAsync("api/tasks/no-such-task/predictions", Call, Cancel)).ProblemAsync(HttpStatusCode.NotFound);

        await UntilAsync("mlfunctions.prediction.duration", 1, ("error.type", "404"));

        Assert.DoesNotContain(told.Receiver.Points, point => point.Attributes.Values.Contains("no-such-task"));
    }

    [Fact]
    public async Task Outcomes_are_counted_by_what_became_of_them()
    {
        var answer = await told.Host.AskAsync(WithTelemetry.Task, "predictions", new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, 2) });
        var outcomes = answer.GetProperty("predictions").EnumerateArray().Select(one => new { prediction = one.Text("id"), actual = 20 }).ToArray();

        await told.Host.AskAsync(WithTelemetry.Task, "outcomes", new { outcomes });
        await told.Host.AskAsync(WithTelemetry.Task, "outcomes", new { outcomes = outcomes.Append(new { prediction = (string?)"told-task:nothing", actual = 20 }) });

        await UntilAsync("mlfunctions.outcomes", 2, Task, ("mlfunctions.outcome.status", "accepted"));
        await UntilAsync("mlfunctions.outcomes", 2, Task, ("mlfunctions.outcome.status", "duplicate"));
        await UntilAsync("mlfunctions.outcomes", 1, Task, ("mlfunctions.outcome.status", "unknown"));
    }

    [Fact]
    public async Task Requests_and_the_runtime_are_told_by_the_standard_names()
    {
        await told.Host.Http.GetAsync("api/health", Cancel);

        await UntilAsync("http.server.request.duration", 1, ("http.route", "/api/health"), ("http.request.method", "GET"), ("http.response.status_code", "200"));
        await UntilAsync("dotnet.gc.collections", 1, ("gc.heap.generation", "gen0"));
    }

    [Fact]
    public async Task A_timer_s_call_is_told_by_the_names_for_functions()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await told.Host.Http.PostAsync("admin/functions/RunTrainings", null, Cancel)).StatusCode);

        await UntilAsync("faas.invocations", 1, ("faas.name", "RunTrainings"), ("faas.trigger", "timer"));
        await UntilAsync("faas.invoke_duration", 1, ("faas.name", "RunTrainings"), ("faas.trigger", "timer"));
        await Eventually.IsAsync(() => told.Receiver.Spans.Any(span => span.Name == "RunTrainings" && span.Attributes["faas.trigger"] == "timer" && !span.IsError));
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body) => told.Host.Http.PostAsJsonAsync($"api/tasks/{WithTelemetry.Task}/{path}", body, Cancel);

    private Task UntilAsync(string metric, long count, params (string Name, string Value)[] attributes) =>
        Eventually.IsAsync(() => told.Receiver.Count(metric, attributes) >= count);
}
