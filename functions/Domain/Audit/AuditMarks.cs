using System.Collections.Immutable;

namespace MlFunctions.Domain.Audit;

/// <summary>How far a task's changes are in the audit. Losing it costs work and no truth: an entry that is told again is kept once.</summary>
/// <param name="Deployments">The number of the last change.</param>
/// <param name="Definitions">The version of the last definition.</param>
/// <param name="Datasets">Which datasets.</param>
/// <param name="Models">Which models.</param>
/// <param name="Silences">The keys of entries about silences that last, or have not been over for long.</param>
/// <param name="SilencesAt">When silences were last looked through.</param>
public sealed record AuditMarks(int Deployments, int Definitions, VersionMark Datasets, VersionMark Models, ImmutableSortedSet<string> Silences, DateTimeOffset SilencesAt)
{
    public static AuditMarks None { get; } = new(0, 0, VersionMark.None, VersionMark.None, [], DateTimeOffset.UnixEpoch);
}
