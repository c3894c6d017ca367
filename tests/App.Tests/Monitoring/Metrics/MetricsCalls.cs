using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Metrics;

/// <summary>What the tests of live metrics ask of a host that serves the sample task.</summary>
internal static class MetricsCalls
{
    public static async Task<IReadOnlyList<(string Id, double Value)>> PredictAsync(AppHost host, int inputs)
    {
        var answer = await host.PredictAsync(new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, inputs) });
        return [.. answer.GetProperty("predictions").EnumerateArray().Select(p => (p.Text("id")!, p.GetProperty("output").GetProperty("minutes").GetDouble()))];
    }

    public static async Task TellAsync(AppHost host, IEnumerable<(string Id, double Actual)> outcomes) =>
        await host.AskAsync(SampleTask.Definition.Name.ToString(), "outcomes", new { outcomes = outcomes.Select(outcome => new { prediction = outcome.Id, actual = outcome.Actual }) });

    public static Task TickAsync(AppHost host) => host.TickAsync(SampleTask.Definition.Name);

    public static async Task<JsonElement[]> MetricsAsync(AppHost host, string query) =>
        [.. (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"metrics?{query}"), TestContext.Current.CancellationToken)).GetProperty("spans").EnumerateArray()];

    public static double? Metric(JsonElement span, string name) => span.GetProperty("metrics").GetProperty(name).TryGetProperty("value", out var value) ? value.GetDouble() : null;

    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
