using MlFunctions.App.Models;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>What came before an alarm: what the model was made of, what was promoted and trained, where a rollback would lead, and how earlier tickets ended.</summary>
public sealed class HistoryReader(ModelStore models, DeploymentStore deployments, TrainingStore trainings, SpanStore spans, TicketStore tickets)
{
    private const int MostChanges = 100_000;
    private const int MostTrainings = 10;
    private const int MostTickets = 200;
    private const int MostEvents = 1000;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(14);
    private static readonly TimeSpan LookedAt = TimeSpan.FromDays(7);
    private static readonly TimeSpan Present = TimeSpan.FromHours(1);

    internal async Task<Result<ModelVersions>> VersionsAsync(BundleSubject subject, CancellationToken cancel)
    {
        if (subject.Model is not { } model)
            return new Missing("There was no model in production.");
        return await models.FindCardAsync(subject.Task.Name, model, cancel) is { } card
            ? ModelVersions.Of(card, subject.Task.Version, CodeVersions.Current.Commit)
            : new Missing($"Model {model} has no card.");
    }

    internal async Task<Result<DeploymentChange[]>> DeploymentsAsync(BundleSubject subject, CancellationToken cancel) =>
        (await ChangesAsync(subject, cancel)).Where(change => change.At > subject.Event.At - Recent).ToArray();

    internal async Task<Result<Training[]>> TrainingsAsync(BundleSubject subject, CancellationToken cancel) =>
        (await trainings.ListAsync(subject.Task.Name, null, null, cancel)).Items.TakeLast(MostTrainings).ToArray();

    internal async Task<Result<RollbackTarget>> RollbackAsync(BundleSubject subject, CancellationToken cancel)
    {
        var changes = (await ChangesAsync(subject, cancel)).Where(change => change.MovesProduction).ToList();
        if (Deployment.Fold(changes) is not { Production: { } production, Previous: [.., var target] })
            return new Missing("There is no earlier model in production to roll back to.");
        var (own, other) = (await models.FindCardAsync(subject.Task.Name, target, cancel), await models.FindCardAsync(subject.Task.Name, production, cancel));
        if (own is null || other is null)
            return new Missing($"A rollback would bring back model {target}, but model {(own is null ? target : production)} has no card to tell by.");
        var last = changes.FindLastIndex(change => change.Model == target);
        var (from, to) = (changes[last].At, changes[last + 1].At);
        var (live, present) = (LiveAsync(target, Later(from, to - LookedAt), to), LiveAsync(production, Later(changes[^1].At, Earlier(subject.Evaluation.From, subject.Event.At - Present)), subject.Event.At));
        return RollbackTarget.Of(subject.Task, own, other, await live, await present);

        async Task<LiveEvidence?> LiveAsync(int model, DateTimeOffset first, DateTimeOffset end) => LiveEvidence.Of(subject.Task, await spans.SumAsync(subject.Task.Name, model, first, end, cancel), first, end);
    }

    internal async Task<Result<SimilarTicket[]>> SimilarAsync(BundleSubject subject, CancellationToken cancel)
    {
        var earlier = await tickets.ListAsync(new TicketFilter(subject.Task.Name), null, MostTickets, cancel);
        return await Task.WhenAll(SimilarTicket.Of(subject.Ticket, earlier.Items).Select(async similar => similar with { Resolution = await ResolutionAsync(similar.Id, cancel) }));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task<string?> ResolutionAsync(TicketId ticket, CancellationToken cancel) => (await tickets.EventsAsync(ticket, 0, MostEvents, cancel)).Items
        .LastOrDefault(next => next.Action is TicketAction.Mitigated or TicketAction.Resolved or TicketAction.Duplicated)?.Detail;

    private async Task<IReadOnlyList<DeploymentChange>> ChangesAsync(BundleSubject subject, CancellationToken cancel) => (await deployments.ListAsync(subject.Task.Name, 0, MostChanges, cancel)).Items;
}
