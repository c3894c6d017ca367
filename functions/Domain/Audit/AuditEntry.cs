using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Audit;

public enum AuditAction
{
    Promotion,
    Rollback,
    Shadow,
    Pilot,
    Rejection,
    Gate,
    ForceAsked,
    ForceApproved,
    Policy,
    Silence,
    Dataset,
    Model,
    Retraining,
    Deletion,
}

/// <summary>Something that must be found again as it was: what was decided, by whom, on what.</summary>
/// <param name="Key">Names what it is about, once: the same key again is the same entry, and is kept once.</param>
/// <param name="At">When it happened.</param>
/// <param name="Action">What.</param>
/// <param name="Task">Whose; null where it is about all.</param>
/// <param name="By">Who; the application's own timers by their functions' names.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Document">What was decided, as data; null where the sentence says it all.</param>
public sealed record AuditEntry(string Key, DateTimeOffset At, AuditAction Action, TaskName? Task, string By, string Detail, JsonElement? Document = null);
