using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.App.Incidents.Escalation;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Support;
using MlFunctions.Support.Quarters;

namespace MlFunctions.App.Tests.Incidents.Escalation;

/// <summary>Tickets of the quarter's teams in storage, on a clock that a test sets.</summary>
internal sealed class TicketDeskOfATest : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TicketDesk desk;

    private TicketDeskOfATest(StorageAccount account)
    {
        (Account, Tickets, OnCall, Alarms) = (account, new(account), new(account), new(account));
        desk = new(Tickets, OnCall);
        Job = NewJob();
    }

    public StorageAccount Account { get; }

    public TicketStore Tickets { get; }

    public OnCallStore OnCall { get; }

    public AlarmStore Alarms { get; }

    public EscalationJob Job { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="azurite">Where storage is.</param>
    /// <param name="network">By which it is reached; null for one that is never cut.</param>
    public static async Task<TicketDeskOfATest> SetUpAsync(AzuriteFixture azurite, CuttableNetwork? network = null)
    {
        var account = (network ?? new()).AccountOf(azurite, AzuriteFixture.NewPrefix());
        await new StorageSetup(account).CreateAsync(Cancel);
        var test = new TicketDeskOfATest(account);
        foreach (var team in QuarterPlan.Teams)
            await test.OnCall.PutAsync(await test.OnCall.StoredAsync(Cancel), team, Cancel);
        return test;
    }

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>A job as a process that has just been started has it.</summary>
    public EscalationJob NewJob() => new(Tickets, OnCall, desk, new PresentEvidence(Alarms, new DeploymentStore(Account)), this, NullLogger<EscalationJob>.Instance);

    public Task OpenAsync(string id, Severity severity = Severity.Sev1, TicketEvidence? evidence = null) =>
        DoAsync(id, TicketAction.Opened, next => next with { Subject = new(QuarterPlan.Teams[0].Tasks[0], "Late orders", severity, evidence?.Alarm), Evidence = evidence });

    public Task DoAsync(string id, TicketAction action, Func<TicketEvent, TicketEvent>? more = null) => desk.ChangeAsync(TicketId.Parse(id), (before, _) =>
    {
        var next = new TicketEvent((before?.Events ?? 0) + 1, Now, action, "ann", $"{action}.");
        return Task.FromResult<Result<TicketEvent>?>(more?.Invoke(next) ?? next);
    }, Cancel);

    /// <summary>As a person does, who sees the ticket as it is.</summary>
    public Task AnswerAsync(string id) => desk.ChangeAsync(TicketId.Parse(id), (before, _) => Task.FromResult<Result<TicketEvent>?>(TicketCommands.Decide(before!, new Acknowledge { By = "ann" }, Now)), Cancel);

    /// <summary>Sets the clock so many minutes after the start, and looks.</summary>
    public Task LookAsync(double minute, EscalationJob? job = null)
    {
        Now = Start.AddMinutes(minute);
        return (job ?? Job).EscalateAsync(Cancel);
    }

    public async Task<IReadOnlyList<TicketEvent>> EventsAsync(string id) => (await Tickets.EventsAsync(TicketId.Parse(id), 0, 1000, Cancel)).Items;

    /// <summary>The minutes at which a ticket's pages were.</summary>
    public async Task<IEnumerable<double>> PagesAsync(string id) => (await EventsAsync(id)).Where(next => next.Page is not null).Select(next => (next.At - Start).TotalMinutes);
}
