using System.Text.Json;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Models;

/// <summary>Gathers all that refers to a task's models and datasets. Whatever else comes to refer to one belongs in <see cref="ReadAsync"/>.</summary>
public sealed class ReferenceReader(DeploymentStore deployments, TrainingStore trainings, TicketStore tickets, BundleStore bundles, PredictionLogReader log)
{
    public async Task<References> ReadAsync(TaskName task, CancellationToken cancel)
    {
        var references = (await deployments.ReadAsync(task, cancel)).References();
        references = (await trainings.ListAsync(task, null, null, cancel)).Items.Aggregate(references, (all, training) => all.And(References.Of(training)));
        await foreach (var ticket in tickets.AllAsync(TicketFilter.Active with { Task = task }, cancel))
            references = references.And(ticket.References()).And(await OfBundlesAsync(ticket, cancel)).And(await OfEvidenceAsync(ticket, cancel));
        return references;
    }

    private async Task<References> OfBundlesAsync(Ticket ticket, CancellationToken cancel)
    {
        var references = References.None;
        foreach (var name in ticket.Bundles)
        {
            if (await bundles.ReadAsync(name, cancel) is { } json && JsonSerializer.Deserialize<Bundled>(json.Span, Json.Options) is { } bundle)
                references = references.And(new(
                    [.. new[] { bundle.Versions?.Model, bundle.Rollback?.Model }.OfType<int>()], [.. new[] { bundle.Versions?.Training.Dataset, bundle.Versions?.Validation.Dataset }.OfType<int>()]));
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
