using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Monitoring;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

/// <summary>A host whose sample task is asked and told of outcomes minute by minute, on a clock that the test moves.</summary>
internal sealed class WatchedService(AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Inputs = 120;

    private static readonly string Task = SampleTask.Definition.Name.ToString();

    private readonly Random random = new(1);
    private double usual;
    private long told;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 0, 0, TimeSpan.Zero));

    public AppHost Host { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<WatchedService> StartAsync(AzuriteFixture azurite)
    {
        var service = new WatchedService(azurite);
        service.Host = await new AppHost(azurite) { Clock = service.Clock }.WithASimpleModelAsync(LogMode.Required);
        var card = await service.Host.Services.GetRequiredService<ModelStore>().FindCardAsync(SampleTask.Definition.Name, 1, Cancel);
        service.usual = card!.Evaluation.Metric("mae")!.Value;
        return service;
    }

    /// <summary>Another instance on the same storage and the same clock.</summary>
    public AppHost Another() => new(azurite, Host.Prefix) { Clock = Clock };

    /// <summary>Minutes in which calls are answered, and ten seconds later their outcomes are told.</summary>
    /// <param name="minutes">How many.</param>
    /// <param name="error">Mean absolute error, as a multiple of the one on the validation rows.</param>
    /// <param name="look">Whether a metric timer looks at the alarms each minute.</param>
    public async Task RunAsync(int minutes, double error, bool look = true)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await AnswerAsync(error);
            Clock.Advance(TimeSpan.FromSeconds(50));
            if (look)
                await LookAsync(Host);
        }
    }

    /// <summary>Calls, and ten seconds later their outcomes.</summary>
    public async Task AnswerAsync(double error)
    {
        var answer = await Host.PredictAsync(new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, Inputs) });
        Clock.Advance(TimeSpan.FromSeconds(10));
        var outcomes = answer.GetProperty("predictions").EnumerateArray().Select(one => new { prediction = one.Text("id"), actual = one.GetProperty("output").GetProperty("minutes").GetDouble() + Error(error) });
        await Host.AskAsync(Task, "outcomes", new { outcomes });
    }

    /// <summary>Minutes in which another instance refuses calls because storage is away, and tells of it when it is back.</summary>
    public async Task RefuseAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            var sums = new Aggregate();
            sums.Failures.Add(503, Inputs);
            var row = new SpanRow(Span.At(Cadence.Second, Clock.GetUtcNow()), Series.Refused, sums);
            await Host.Services.GetRequiredService<SpanStore>().TellAsync(SampleTask.Definition.Name, [(new PartialId("another", ++told, IsLate: false), new Partial([row]))], Cancel);
            Clock.Advance(TimeSpan.FromMinutes(1));
            await LookAsync(Host);
        }
    }

    /// <summary>What a metric timer does.</summary>
    public static Task LookAsync(AppHost host, TaskDefinition? task = null) => host.Services.GetRequiredService<MetricsTick>().RunAsync(task ?? SampleTask.Definition, Cancel);

    public async Task<JsonElement> AlarmAsync(string name) =>
        (await Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("alarms"), Cancel)).GetProperty("alarms").EnumerateArray().First(alarm => alarm.Text("alarm") == name);

    public async Task<JsonElement[]> ChangesAsync(string alarm) =>
        [.. (await Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"alarms/{alarm}/changes"), Cancel)).GetProperty("changes").EnumerateArray()];

    public async Task<JsonElement[]> TicketsAsync() =>
        [.. (await Host.Http.GetFromJsonAsync<JsonElement>("api/tickets", Cancel)).GetProperty("tickets").EnumerateArray()];

    public Task<HttpResponseMessage> SilenceAsync(string alarm, object body) => Host.Http.PostAsJsonAsync(AppHost.Task($"alarms/{alarm}/silences"), body, Cancel);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private double Error(double error) => (random.Next(2) == 0 ? -1 : 1) * error * usual * (0.5 + random.NextDouble());
}
