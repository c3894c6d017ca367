using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Collects all that is known when an alarm opens a ticket, in a limited time.</summary>
public sealed class BundleCollector(TaskStore tasks, CurveReader curves, LabelledReader labels, ShownReader shown, HistoryReader history, TimeProvider time)
{
    /// <summary>For reading; a bundle is to be there ten seconds after its alarm, of which two may pass before it is begun.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(7);

    /// <summary>How old an alarm becomes before its bundle is kept without what storage does not give.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The bundle of an event by which an alarm opened or reopened a ticket.</summary>
    /// <exception cref="IOException">Storage is away, so that parts would be missing which may be there in a moment.</exception>
    public async Task<Bundle> CollectAsync(Ticket ticket, TicketEvent opened, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        var bundle = new Bundle(ticket.Id, opened.Number, time.GetUtcNow(), ticket.Subject.Task, opened.Evidence!);
        // Without it there is nothing to look at: where it cannot be read, the bundle is collected later.
        if (await tasks.FindAsync(ticket.Subject.Task, limit.Token) is not { } task)
            return bundle with { Missing = new(StringComparer.Ordinal) { ["task"] = $"There is no task '{ticket.Subject.Task}' any more." } };
        var parts = new PartReader(limit.Token, cancel);
        bundle = await CollectAsync(bundle, new BundleSubject(ticket, opened, task), parts, limit.Token);
        return parts.IsCut && bundle.TakenAt - opened.At < Patience
            ? throw new IOException($"Storage did not give {string.Join(", ", parts.Missing.Keys)} of the bundle of ticket {ticket.Id}; it is collected again.")
            : bundle;
    }

    private async Task<Bundle> CollectAsync(Bundle bundle, BundleSubject subject, PartReader parts, CancellationToken limit)
    {
        var labelled = labels.ReadAsync(subject, limit);
        var isOfColumns = subject.Rule?.Kind is RuleKind.Drift or RuleKind.Contract;
        var columns = isOfColumns ? shown.ColumnsAsync(subject, limit) : Task.FromResult<Result<ColumnDrift[]>>(Array.Empty<ColumnDrift>());
        var rule = parts.ReadAsync("rule", cancel => curves.RuleAsync(subject, cancel));
        var curve = parts.ReadAsync("curve", cancel => curves.ReadAsync(subject, cancel));
        var slices = parts.ReadAsync("slices", _ => SlicesAsync(subject, labelled));
        var predictions = parts.ReadAsync("predictions", cancel => shown.ReadAsync(subject, labelled, columns, cancel));
        var drift = isOfColumns ? parts.ReadAsync("drift", _ => columns) : Nothing<ColumnDrift[]>();
        var failures = subject.Rule?.Kind == RuleKind.Errors ? parts.ReadAsync("failures", cancel => curves.FailuresAsync(subject, cancel)) : Nothing<SortedDictionary<int, long>>();
        var versions = parts.ReadAsync("versions", cancel => history.VersionsAsync(subject, cancel));
        var deployments = parts.ReadAsync("deployments", cancel => history.DeploymentsAsync(subject, cancel));
        var trainings = parts.ReadAsync("trainings", cancel => history.TrainingsAsync(subject, cancel));
        var rollback = parts.ReadAsync("rollback", cancel => history.RollbackAsync(subject, cancel));
        var similar = parts.ReadAsync("similar", cancel => history.SimilarAsync(subject, cancel));
        return bundle with
        {
            Rule = await rule,
            Curve = await curve,
            Slices = await slices,
            Predictions = await predictions,
            Failures = await failures,
            Drift = await drift,
            Versions = await versions,
            Deployments = await deployments,
            Trainings = await trainings,
            Rollback = await rollback,
            Similar = await similar,
            Missing = parts.Missing,
        };
    }

    /// <summary>Of an alarm that has no such part.</summary>
    private static Task<T?> Nothing<T>()
        where T : class => Task.FromResult<T?>(null);

    private static async Task<Result<WorstSlices>> SlicesAsync(BundleSubject subject, Task<Result<LabelledPredictions>> labelled)
    {
        var known = await labelled;
        if (!known.IsDone)
            return known.Refusal;
        if (SlicedPredictions.Of(subject.Task, known.Value.Read) is not { } sliced)
            return new Missing("No logged input is one that the task takes as it is declared now.");
        var worst = WorstSlices.Of(subject.Task, sliced, known.Value.Told);
        return double.IsFinite(worst.Overall) ? worst : new Missing($"The outcomes of the {worst.Predictions} predictions that were looked at give no {worst.Metric}: they may be all of one class, or too large.");
    }
}
