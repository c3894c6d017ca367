using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;
using MlFunctions.Support.Telemetry;

namespace MlFunctions.App.Tests.Kernel;

[Collection(Watched.Name)]
public sealed class SpanTests(WithTelemetry told)
{
    private static readonly object Call = new { input = WithAModelInProduction.Order };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prediction_is_a_span_in_that_of_its_request_and_leads_to_its_record()
    {
        var id = (await told.Host.AskAsync(WithTelemetry.Task, "predictions", Call)).Text("id")!;

        var span = await SpanAsync(span => span.Attributes.GetValueOrDefault("mlfunctions.prediction.id") == id);
        var request = await SpanAsync(one => one.Id == span.Parent);

        Assert.Equal((false, $"predict {WithTelemetry.Task}"), (span.IsError, span.Name));
        Assert.Equal((WithTelemetry.Task, $"{told.Model}", "1"), (span.Attributes["mlfunctions.task"], span.Attributes["mlfunctions.model"], span.Attributes["mlfunctions.prediction.inputs"]));
        Assert.Equal((span.Trace, "POST /api/tasks/{task}/predictions", "200"), (request.Trace, request.Name, request.Attributes["http.response.status_code"]));
        Assert.Equal(told.Model, (await told.Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{span.Attributes["mlfunctions.prediction.id"]}", Cancel)).Int("model"));
    }

    [Fact]
    public async Task A_span_says_which_instance_of_which_service_it_is_from()
    {
        var id = (await told.Host.AskAsync(WithTelemetry.Task, "predictions", Call)).Text("id")!;
        var serving = await told.Host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/{WithTelemetry.Task}/serving", Cancel);

        var span = await SpanAsync(span => span.Attributes.GetValueOrDefault("mlfunctions.prediction.id") == id);

        Assert.Equal(("mlfunctions", serving.Text("instance")), (span.Resource["service.name"], span.Resource["service.instance.id"]));
    }

    [Fact]
    public async Task A_batch_has_no_id_and_says_how_many_inputs_it_has()
    {
        await told.Host.AskAsync(WithTelemetry.Task, "predictions", new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, 7) });

        var span = await SpanAsync(span => span.Attributes.GetValueOrDefault("mlfunctions.prediction.inputs") == "7");

        Assert.DoesNotContain("mlfunctions.prediction.id", span.Attributes.Keys);
    }

    [Fact]
    public async Task Calls_of_storage_are_spans_in_that_of_the_request()
    {
        await told.Host.Http.GetAsync($"api/tasks/{WithTelemetry.Task}/models", Cancel);

        var request = await SpanAsync(span => span.Name == "GET /api/tasks/{task}/models");

        var call = await SpanAsync(span => span.Trace == request.Trace && span.Attributes.ContainsKey("az.namespace"));
        Assert.NotEqual(request.Id, call.Id);
    }

    [Fact]
    public async Task A_key_in_an_address_goes_nowhere()
    {
        await told.Host.Http.PostAsJsonAsync($"api/tasks/{WithTelemetry.Task}/predictions?code=secret-key&other=13", new { input = 1 }, Cancel);

        await SpanAsync(span => span.Attributes.GetValueOrDefault("url.query", "").Contains("other", StringComparison.Ordinal));

        Assert.False(told.Receiver.Has("secret-key"));
    }

    private async Task<ToldSpan> SpanAsync(Func<ToldSpan, bool> which)
    {
        await Eventually.IsAsync(() => told.Receiver.Spans.Any(which));
        return told.Receiver.Spans.First(which);
    }
}
