using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>A promotion past closed gates, which a second person must approve.</summary>
/// <param name="Id">Counts a task's from 1.</param>
/// <param name="Model">Which model.</param>
/// <param name="To">Where to.</param>
/// <param name="Production">The model in production when it was asked for: what the gates were judged beside.</param>
/// <param name="Reason">Why, in the words of who asked.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
/// <param name="Ticket">Where it is talked about.</param>
/// <param name="Gates">The closed ones.</param>
public sealed record ForcedPromotion(
    int Id, int Model, ModelStage To, int? Production, string Reason, string By, DateTimeOffset At, TicketId Ticket, IReadOnlyList<GateVerdict> Gates)
{
    /// <summary>An approval may take so long.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromHours(24);

    /// <summary>The second person; null before.</summary>
    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>From when on it can no longer be approved.</summary>
    public DateTimeOffset ExpiresAt => At + Valid;

    /// <summary>Approved; a conflict where it may not be.</summary>
    /// <param name="by">Who approves.</param>
    /// <param name="production">The model in production now.</param>
    /// <param name="now">The time.</param>
    public Result<ForcedPromotion> Approve(string by, int? production, DateTimeOffset now)
    {
        if (ApprovedAt is { } before)
            return new Conflict($"It was approved already, by {ApprovedBy} at {before:u}; a request is used once.");
        if (now >= ExpiresAt)
            return new Conflict($"It could be approved until {ExpiresAt:u}. Ask for the promotion again, so that its gates are judged as they are now.");
        if (string.Equals(by.Trim(), By.Trim(), StringComparison.OrdinalIgnoreCase))
            return new Conflict($"{By} asked for it; another person must approve it.");
        return production == Production
            ? this with { ApprovedBy = by.Trim(), ApprovedAt = now }
            : new Conflict($"Model {production?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} is in production now, and the gates were judged beside {(Production is { } then ? $"model {then}" : "none")}. Ask for the promotion again.");
    }
}
