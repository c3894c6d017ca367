using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>Hours of each day in which a person is not paged for what can wait.</summary>
/// <param name="From">By the clock of the zone; after <paramref name="To"/> when they span midnight.</param>
/// <param name="To">When they end.</param>
/// <param name="TimeZone">An IANA name, such as <c>Europe/Berlin</c>.</param>
/// <param name="Severity">What can wait: this and milder.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, string TimeZone, Severity Severity = Severity.Sev3)
{
    /// <summary>When they end; null where a time is not in them.</summary>
    public DateTimeOffset? EndAfter(DateTimeOffset at)
    {
        var today = LocalClock.Date(TimeZone, at);
        // Tomorrow's may have begun: some clocks are set back across midnight.
        for (var day = today.AddDays(-1); day <= today.AddDays(1); day = day.AddDays(1))
        {
            var end = LocalClock.When(TimeZone, To < From ? day.AddDays(1) : day, To);
            if (at < end && at >= LocalClock.When(TimeZone, day, From))
                return end;
        }

        return null;
    }
}
