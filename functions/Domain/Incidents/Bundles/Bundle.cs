using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Rollout.Deployments;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>All that one needs to understand an alarm, as it was when the alarm opened its ticket or brought it back. What it tells of lasts no longer than logs and metrics do; it is copied in, and lasts as long as the ticket.</summary>
/// <param name="Ticket">Whose.</param>
/// <param name="Event">The ticket's event that it explains.</param>
/// <param name="TakenAt">When it was collected.</param>
/// <param name="Task">Of which task.</param>
/// <param name="Alarm">What the alarm saw.</param>
public sealed record Bundle(TicketId Ticket, int Event, DateTimeOffset TakenAt, TaskName Task, TicketEvidence Alarm)
{
    /// <summary>Where the alarm fires and clears, and how often it is wrong.</summary>
    public RuleFigures? Rule { get; init; }

    /// <summary>The alarm's figure up to the alarm.</summary>
    public Curve? Curve { get; init; }

    /// <summary>Parts of the recent predictions that are worse than all of them.</summary>
    public WorstSlices? Slices { get; init; }

    /// <summary>The predictions that show it best.</summary>
    public ShownPredictions? Predictions { get; init; }

    /// <summary>Of an alarm about failed calls: how many were answered with each HTTP status in the time that it looked at.</summary>
    public SortedDictionary<int, long>? Failures { get; init; }

    /// <summary>Of an alarm about inputs: the columns that differ most from training.</summary>
    public IReadOnlyList<ColumnDrift>? Drift { get; init; }

    /// <summary>What answers, and what it was made of.</summary>
    public ModelVersions? Versions { get; init; }

    /// <summary>Promotions and rollbacks of the last days, the newest last.</summary>
    public IReadOnlyList<DeploymentChange>? Deployments { get; init; }

    /// <summary>The last trainings, the newest last.</summary>
    public IReadOnlyList<Training>? Trainings { get; init; }

    /// <summary>The model that a rollback would bring back; null where there is none.</summary>
    public RollbackTarget? Rollback { get; init; }

    /// <summary>Earlier tickets of the task that look like this one, the likest first.</summary>
    public IReadOnlyList<SimilarTicket>? Similar { get; init; }

    /// <summary>By part: why it is not here, in a sentence.</summary>
    public SortedDictionary<string, string> Missing { get; init; } = new(StringComparer.Ordinal);
}
