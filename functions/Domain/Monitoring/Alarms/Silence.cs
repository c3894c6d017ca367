namespace MlFunctions.Domain.Monitoring.Alarms;

/// <summary>A time in which an alarm goes on changing its state, and no ticket hears of it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Alarm">The rule that it covers; <see cref="All"/> for every one of the task.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why, in the words of who asked for it.</param>
/// <param name="By">Who that was, if they said so.</param>
/// <param name="EndedAt">When it was ended before its time.</param>
public sealed record Silence(string Id, string Alarm, DateTimeOffset From, DateTimeOffset Until, string Reason, string? By = null, DateTimeOffset? EndedAt = null)
{
    /// <summary>In the place of a rule's name: every rule.</summary>
    public const string All = "all";

    /// <summary>How long one may be: a silence that is forgotten must not hide what breaks months later.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Whether it keeps a rule's ticket from hearing of changes.</summary>
    public bool Covers(string rule, DateTimeOffset now) => (Alarm == All || Alarm == rule) && From <= now && now < Until && !(EndedAt <= now);
}
