using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Serving;
using MlFunctions.Storage.Tasks;
using MlFunctions.Storage.Tests.Audit;
using MlFunctions.Support;
using static MlFunctions.Storage.Kernel.StorageNames;
using static MlFunctions.Storage.Tests.Kernel.Marking;

namespace MlFunctions.Storage.Tests.Kernel;

/// <summary>Rows that a newer version of the application wrote are refused in words, and stay as they are.</summary>
public sealed class NewerRowTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Domain.Kernel.TaskName Task = SampleTask.Definition.Name;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newer_row_is_refused_by_every_way_to_read_it()
    {
        var account = await azurite.NewAccountAsync();
        var store = new TaskStore(account);
        await store.AddAsync(SampleTask.Definition, Cancel);
        await account.MarkAsync(TasksTable);

        await RefusedAsync(() => store.FindAsync(Task, Cancel));
        await RefusedAsync(() => store.ListAsync(null, 10, Cancel));
        Assert.False(await store.AddAsync(SampleTask.Definition, Cancel));
        await account.StayAsync(TasksTable);
    }

    [Fact]
    public async Task Row_without_a_format_is_read_and_gets_one_when_it_is_written()
    {
        var account = await azurite.NewAccountAsync();
        var store = new TaskStore(account);
        await store.AddAsync(SampleTask.Definition, Cancel);
        await account.UnmarkAsync(TasksTable);

        var old = (await store.FindStoredAsync(Task, Cancel))!;
        Assert.Equal(SampleTask.Definition.Description, old.Value.Description);
        Assert.True(await store.ReplaceAsync(old, SampleTask.Definition with { Version = 2 }, Cancel));

        Assert.All(await account.RowsAsync(TasksTable), row => Assert.Equal(1, row.GetInt32(Format.Column)));
    }

    [Fact]
    public async Task Row_that_became_newer_after_it_was_read_is_not_replaced()
    {
        var account = await azurite.NewAccountAsync();
        var store = new TrainingStore(account);
        await store.AddAsync(Task, new("1", TrainingState.Queued, new TrainingOrder(null, 1, null, 1), Now), Cancel);
        var read = (await store.NextDueAsync(Task, Now, Cancel))!;
        await account.MarkAsync(TrainingsTable);

        Assert.Null(await store.ReplaceAsync(Task, read, read.Value.Take("a", Now), Cancel));

        await account.StayAsync(TrainingsTable);
    }

    [Fact]
    public async Task Newer_row_is_not_replaced_by_a_write_that_has_not_read_it()
    {
        var account = await azurite.NewAccountAsync();
        var (delays, marks) = (new DelayStore(account), new AuditMarkStore(account));
        await delays.PutAsync(Task, new DelayCurve([1], [1]), Cancel);
        await delays.PutAsync(Task, new DelayCurve([1, 2], [0.5, 1]), Cancel);
        Assert.Equal(2, (await delays.FindAsync(Task, Cancel))!.Ages.Count);
        await marks.PutAsync(Task, AuditMarks.None, Cancel);
        await account.MarkAsync(MetricsTable);
        await account.MarkAsync(AuditTable);

        await RefusedAsync(() => delays.PutAsync(Task, new DelayCurve([1], [1]), Cancel));
        await RefusedAsync(() => marks.PutAsync(Task, AuditMarks.None, Cancel));

        await account.StayAsync(MetricsTable);
        await account.StayAsync(AuditTable);
    }

    [Fact]
    public async Task Newer_deployment_pointer_is_not_replaced_by_a_promotion()
    {
        var account = await azurite.NewAccountAsync();
        var store = new DeploymentStore(account);
        await store.ApplyAsync(Task, Deployment.None, Deployment.None.Promote(1, null, false, Now).Value!, Cancel);
        var before = await store.ReadAsync(Task, Cancel);
        await account.MarkAsync(DeploymentsTable, "~pointer");

        await RefusedAsync(() => store.PointerAsync(Task, Cancel));
        await RefusedAsync(() => store.ApplyAsync(Task, before, before.Promote(2, null, false, Now).Value!, Cancel));

        await account.StayAsync(DeploymentsTable, "~pointer");
        Assert.Equal(1, (await store.ReadAsync(Task, Cancel)).Changes);
    }

    [Fact]
    public async Task Newer_ticket_takes_no_event()
    {
        var account = await azurite.NewAccountAsync();
        var store = new TicketStore(account);
        var change = new AlarmChange(1, Now, AlarmState.Ok, AlarmState.Firing, new AlarmEvaluation(Now, Now, Verdict.Worse, 9, 10, "Bad."));
        var opened = Ticket.Tell(null, new TicketSubject(Task, "Bad.", Severity.Sev2, "mae"), change)!;
        var ticket = Ticket.Fold(TicketId.Of(Task, "mae", 1), [opened])!;
        await store.AppendAsync(null, ticket, opened, [], false, Cancel);
        await account.MarkAsync(TicketsTable, "list.");
        var next = opened with { Number = 2, Action = TicketAction.Commented };

        await RefusedAsync(() => store.AppendAsync(ticket, ticket, next, [], false, Cancel));
        await RefusedAsync(() => store.ListAsync(TicketFilter.All, null, 10, Cancel));

        await account.StayAsync(TicketsTable, "list.");
        Assert.Single((await store.EventsAsync(ticket.Id, 0, 10, Cancel)).Items);
    }

    [Fact]
    public async Task Newer_outcome_is_neither_read_nor_corrected()
    {
        var account = await azurite.NewAccountAsync();
        var store = new OutcomeStore(account, new InstanceId("a"));
        var outcome = new Outcome(new PredictionId(new LogSegment(Task, Now.UtcDateTime.Date, "a", 0), 0, 10), Actual.Of(1), Now, Now);
        await store.AddAsync([outcome], Cancel);
        await account.MarkAsync(OutcomesTable);

        await RefusedAsync(() => store.FindAsync(outcome.Prediction, Cancel));
        await RefusedAsync(() => store.AddAsync([outcome with { Actual = Actual.Of(2) }], Cancel));
        await RefusedAsync(async () => await new SegmentOutcomes(account).ReadAsync(outcome.Prediction.Segment, Cancel).ToListAsync(Cancel));
        await RefusedAsync(() => new RecentOutcomes(account).NewestAsync(new(outcome.Prediction.Segment, 100), 10, Cancel));

        await account.StayAsync(OutcomesTable);
    }

    [Fact]
    public async Task Audit_of_a_newer_version_gets_no_row_and_no_verdict()
    {
        var account = await azurite.NewAccountAsync();
        using var log = new AuditLog(account);
        await log.AppendAsync(Entries.Of(1), Cancel);
        await account.MarkAsync(AuditTable, "~head");

        await RefusedAsync(() => log.AppendAsync(Entries.Of(2), Cancel));
        await RefusedAsync(async () => await new AuditChain(account).WalkAsync(Cancel).ToListAsync(Cancel));

        Assert.Single((await log.ListAsync(null, null, 0, 10, Cancel)).Items);
    }

    [Fact]
    public async Task Audit_row_of_a_newer_version_is_a_finding_that_says_so()
    {
        var account = await azurite.NewAccountAsync();
        using var log = new AuditLog(account);
        await log.AppendAsync(Entries.Of(1), Cancel);
        await account.MarkAsync(AuditTable, "0");

        var finding = await new AuditChain(account).WalkAsync(Cancel).FirstAsync(Cancel);

        Assert.Equal(("audit row 1", "A newer version of the application wrote it, in format 99; this version reads formats up to 1."), (finding.What, finding.Fault));
    }
}
