using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Bundles;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.App.Tests.Monitoring.Alarms;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Bundles;

/// <summary>A watched service that is asked about many different orders, and whose alarms' tickets are explained.</summary>
internal sealed class ExplainedService(WatchedService service) : IAsyncDisposable
{
    private readonly Random random = new(7);
    private int asked;

    public WatchedService Watched => service;

    public AppHost Host => service.Host;

    /// <summary>Every prediction that was told of: its id, and its absolute error.</summary>
    public Dictionary<string, double> Told { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ExplainedService> StartAsync(AzuriteFixture azurite) => new(await WatchedService.StartAsync(azurite));

    /// <summary>Minutes of orders and their outcomes; one store's are far more wrong than the others'.</summary>
    public async Task RunAsync(int minutes, double error, double errorOfStore3)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            string[][] rows = [.. SampleTask.Csv(240, ++asked).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
            var answer = await Host.PredictAsync(new { inputs = rows.Select(cells => new { placed = cells[0], store = cells[1], items = int.Parse(cells[2], CultureInfo.InvariantCulture) }) });
            service.Clock.Advance(TimeSpan.FromSeconds(10));
            var outcomes = answer.GetProperty("predictions").EnumerateArray().Zip(rows, (one, cells) =>
            {
                var actual = one.GetProperty("output").GetProperty("minutes").GetDouble() + ((cells[1] == "s3" ? errorOfStore3 : error) * (0.5 + random.NextDouble()));
                Told[one.Text("id")!] = Math.Abs(actual - one.GetProperty("output").GetProperty("minutes").GetDouble());
                return new { prediction = one.Text("id"), actual };
            }).ToArray();
            await Host.AskAsync(SampleTask.Definition.Name.ToString(), "outcomes", new { outcomes });
            service.Clock.Advance(TimeSpan.FromSeconds(50));
            await WatchedService.LookAsync(Host);
        }
    }

    /// <summary>An alarm that a look has found, and its ticket.</summary>
    public async Task<TicketId> FireAsync(string alarm, AlarmEvaluation evaluation, int? model = 1)
    {
        var now = service.Clock.GetUtcNow();
        var rule = AlarmRules.Of(SampleTask.Definition).Single(one => one.Name == alarm);
        var (changed, change) = new Alarm(SampleTask.Definition.Name, alarm).Apply(evaluation, 1, 1, now);
        await new AlarmStore(Host.Storage).KeepAsync([new(null, changed, [change! with { Model = model }])], Cancel);
        var subject = new TicketSubject(SampleTask.Definition.Name, rule.Description, rule.Severity, alarm);
        return (await Host.Services.GetRequiredService<App.Incidents.Tickets.AlarmTickets>().TellAsync(subject, change! with { Model = model }, Cancel))!.Id;
    }

    /// <summary>Rows of the log that no call has written.</summary>
    public async Task LogAsync(params byte[][] lines)
    {
        var refusal = Host.Services.GetRequiredService<PredictionLog>().Append(SampleTask.Definition.Name, Domain.Tasks.LogMode.Required, lines.SelectMany(line => line).ToArray(), lines.Length, out var receipt);
        Assert.Null(refusal ?? await receipt.WrittenAsync());
    }

    public static Task CollectAsync(AppHost host) => host.Services.GetRequiredService<BundleJob>().CollectAsync(Cancel);

    public Task<JsonElement> BundleAsync(object ticket) => Host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{ticket}/bundle", Cancel);

    /// <summary>What happened to a ticket.</summary>
    public async Task<string[]> ActionsAsync(object ticket) =>
        [.. (await Host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{ticket}", Cancel)).GetProperty("events").EnumerateArray().Select(next => next.Text("action")!)];

    public ValueTask DisposeAsync() => service.DisposeAsync();
}
