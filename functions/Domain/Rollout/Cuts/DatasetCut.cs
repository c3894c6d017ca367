using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Cuts;

/// <summary>When datasets are made of the log, and as of which time.</summary>
public static class DatasetCut
{
    /// <summary>So old a cut is at least: a call that told of outcomes before it has ended by then, so the cut finds the same whenever it is made.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    /// <summary>The start of a UTC day, or of an hour where datasets are made more often than daily: every instance cuts the same.</summary>
    public static DateTimeOffset At(DateTimeOffset now, DatasetPolicy policy)
    {
        var settled = (now - Settling).UtcDateTime;
        return new DateTimeOffset(policy.RefreshDays >= 1 ? settled.Date : settled.Date.AddHours(settled.Hour), TimeSpan.Zero);
    }

    /// <summary>Whether it is time; where the last look found too few rows, at the next cut.</summary>
    public static bool IsDue(DatasetPolicy policy, DateTimeOffset cut, DatasetLook? last) =>
        policy.RefreshDays > 0 && (last is null || (last.Made ? cut - last.Cut >= TimeSpan.FromDays(policy.RefreshDays) : cut > last.Cut));

    /// <summary>The start of the window of the log.</summary>
    public static DateTimeOffset WindowStart(DateTimeOffset cut, DatasetPolicy policy) =>
        cut - TimeSpan.FromDays(Math.Min(policy.ValidationDays + policy.TrainingDays, (cut - DateTimeOffset.UnixEpoch).TotalDays));
}

/// <summary>The last time that datasets were due.</summary>
/// <param name="Cut">As of when.</param>
/// <param name="Made">Whether there were rows enough.</param>
public sealed record DatasetLook(DateTimeOffset Cut, bool Made);
