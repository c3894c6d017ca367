using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Rollout.Deployments;
using MlFunctions.App.Rollout.Stages;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Stages;

/// <summary>A task with a model in production and another that a retraining has made, which answers a ticket. No gate but the pilot's is asked.</summary>
internal sealed class StagedService(AzuriteFixture azurite) : IAsyncDisposable
{
    public const int Production = 1;
    public const int Retrained = 2;

    public static readonly TicketId Ticket = TicketId.Parse("sample-task.mae.1");

    private static readonly TaskDefinition Task = SampleTask.Definition with
    {
        Promotion = new PromotionPolicy(PilotHours: 1, PilotOutcomes: 50) { Gates = [GateNames.Pilot], PilotShares = [0.1, 0.5] },
    };

    private long told;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 12, 9, 0, 0, TimeSpan.Zero));

    public AppHost Host { get; private set; } = null!;

    public static async Task<StagedService> StartAsync(AzuriteFixture azurite)
    {
        var service = new StagedService(azurite);
        service.Host = service.NewHost(null);
        await service.Of<TaskStore>().AddAsync(Task, CancellationToken.None);
        await service.Host.UploadAsync(SampleTask.Csv(600));
        await service.Host.TrainAsync(new { trainer = "median" });
        await service.Of<Deployer>().ApplyAsync(Task.Name, now => now.Promote(Production, "the first", forced: false, service.Clock.GetUtcNow()), CancellationToken.None);
        await service.Of<TicketNotes>().OpenAsync(Ticket, new TicketSubject(Task.Name, "It errs.", Severity.Sev2), "mae", "It errs.", CancellationToken.None);
        var reason = new RetrainingReason(1, RetrainingCause.Performance, "It errs.", Ticket);
        await service.Of<TrainingStore>().AddAsync(Task.Name, new Training("retraining-1", TrainingState.Queued, new TrainingOrder("linear", 1, null, 1), service.Clock.GetUtcNow()) { Reason = reason }, CancellationToken.None);
        await service.Host.RunTrainingsAsync();
        return service;
    }

    /// <summary>Another instance, or the first.</summary>
    public AppHost NewHost(string? prefix) => new(azurite, prefix) { Clock = Clock };

    public T Of<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public System.Threading.Tasks.Task AdvanceAsync() => AdvanceAsync(Host);

    public static System.Threading.Tasks.Task AdvanceAsync(AppHost host) => host.Services.GetRequiredService<StageJob>().AdvanceAsync(CancellationToken.None);

    public async Task<ModelStage> StageAsync(int model) => (await DeploymentAsync()).Stage(model);

    public Task<Deployment> DeploymentAsync() => Of<DeploymentStore>().ReadAsync(Task.Name, CancellationToken.None);

    public async Task<string[]> NotesAsync() =>
        [.. (await Of<TicketStore>().EventsAsync(Ticket, 0, 1000, CancellationToken.None)).Items.Where(next => next.Action == TicketAction.Noted).Select(next => next.Detail)];

    /// <summary>Two hours of live traffic, whose outcomes are known at once.</summary>
    /// <param name="error">The mean absolute error of the pilot; production's is 10.</param>
    public async System.Threading.Tasks.Task ServeAsync(double error)
    {
        Clock.Advance(TimeSpan.FromHours(1));
        SpanRow[] rows = [.. new[] { (Production, 10.0), (Retrained, error) }.Select(model => Row(model.Item1, model.Item2))];
        await Of<SpanStore>().TellAsync(Task.Name, [(new PartialId("traffic", ++told, IsLate: false), new Partial(rows))], CancellationToken.None);
        Clock.Advance(TimeSpan.FromHours(1));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private SpanRow Row(int model, double error)
    {
        var (sums, random) = (new Aggregate { Outcomes = 1000, Predictions = 1000 }, new Random(model));
        for (var outcome = 0; outcome < 1000; outcome++)
        {
            sums.Term("mae").Add(error * (0.5 + random.NextDouble()));
            sums.Latency.Add(LogBins.Of(1));
        }

        return new SpanRow(Span.At(Cadence.Minute, Clock.GetUtcNow()), new Series(model), sums);
    }
}
