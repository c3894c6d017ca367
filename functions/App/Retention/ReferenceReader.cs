using System.Text.Json;
using MlFunctions.Domain;
using MlFunctions.Domain.Bundles;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Retention;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tickets;
using MlFunctions.Storage.Deployments;
using MlFunctions.Storage.Predictions;
using MlFunctions.Storage.Tickets;
using MlFunctions.Storage.Trainings;

namespace MlFunctions.App.Retention;

/// <summary>Gathers all that refers to a task's models and datasets. Whatever else comes to refer to one belongs in <see cref="ReadAsync"/>.</summary>
public sealed class ReferenceReader(DeploymentStore deployments, TrainingStore trainings, TicketStore tickets, BundleStore bundles, PredictionLogReader log)
{
    public async Task<References> ReadAsync(TaskName task, CancellationToken cancel)
    {
        var references = References.Of(await deployments.ReadAsync(task, cancel));
        references = (await trainings.ListAsync(task, null, int.MaxValue - 1, cancel)).Items.Aggregate(references, (all, training) => all.And(References.Of(training)));
        await foreach (var ticket in tickets.AllAsync(TicketFilter.Active with { Task = task }, cancel))
            references = references.And(References.Of(ticket)).And(await OfBundlesAsync(ticket, cancel)).And(await OfEvidenceAsync(ticket, cancel));
        return references;
    }

    private async Task<References> OfBundlesAsync(Ticket ticket, CancellationToken cancel)
    {
        var references = References.None;
        foreach (var name in ticket.Bundles)
        {
            if (await bundles.ReadAsync(name, cancel) is { } json && JsonSerializer.Deserialize<Bundled>(json.Span, Json.Options) is { } bundle)
                references = references.And(References.Of(bundle.Versions, bundle.Rollback));
        }

        return references;
    }

    /// <summary>The models that answered the predictions which whoever opened the ticket named, by id or by link.</summary>
    private async Task<References> OfEvidenceAsync(Ticket ticket, CancellationToken cancel)
    {
        var ids = (ticket.Subject.Evidence ?? []).Select(text => text.TrimEnd('/').Split('/')[^1]).Select(text => PredictionId.TryParse(text, null, out var id) ? id : null).OfType<PredictionId>();
        return new([.. (await log.FindAsync(ids, LogRow.Read, cancel)).Values.Select(row => row?.Model).OfType<int>()], []);
    }

    /// <summary>What a bundle names.</summary>
    private sealed record Bundled(ModelVersions? Versions, RollbackTarget? Rollback);
}
