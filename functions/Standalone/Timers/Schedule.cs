using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Kernel;
using NCrontab;

namespace MlFunctions.Standalone.Timers;

/// <summary>When a timer fires: six-field NCRONTAB (second, minute, hour, day, month, weekday), in UTC.</summary>
public sealed class Schedule
{
    private const string Disabled = "disabled";
    private const int OccurrencesLookedAt = 5;

    private readonly CrontabSchedule occurrences;

    private Schedule(CrontabSchedule occurrences) => this.occurrences = occurrences;

    /// <summary>Null unless <paramref name="expression"/> is six-field NCRONTAB that ever occurs.</summary>
    public static Schedule? TryParse(string expression)
    {
        var parsed = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        return parsed is null || parsed.GetNextOccurrence(DateTime.UnixEpoch) == DateTime.MaxValue ? null : new Schedule(parsed);
    }

    /// <summary>The schedule of a function, by its setting when it is declared as <c>%Setting%</c>; null when it is switched off.</summary>
    /// <exception cref="RefusedToStartException">The setting is missing, or is no schedule.</exception>
    public static Schedule? Of(TimerFunction function, IConfiguration configuration)
    {
        var setting = function.Schedule is ['%', .. var name, '%'] ? name : null;
        var expression = setting is null ? function.Schedule : configuration[setting];
        if (configuration.IsDisabled(function) || Disabled.Equals(expression, StringComparison.OrdinalIgnoreCase))
            return null;
        var subject = setting is null
            ? $"The schedule of the function {function.Name}"
            : $"The setting {setting}, the schedule of the function {function.Name},";
        return TryParse(expression ?? "") ?? throw new RefusedToStartException(
            $"{subject} is {(expression is null ? "missing" : $"'{expression}'")}. "
            + $"It must be six fields (second minute hour day month weekday), such as '0 */5 * * * *', or the word {Disabled}.");
    }

    /// <summary>The first occurrence after <paramref name="time"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset time) => new(occurrences.GetNextOccurrence(time.UtcDateTime), TimeSpan.Zero);

    /// <summary>Whether any of the next few occurrences are less than a minute apart: such a timer is not remembered, as on the Functions host.</summary>
    public bool IsFasterThanAMinute(DateTimeOffset now)
    {
        var next = occurrences.GetNextOccurrences(now.UtcDateTime, DateTime.MaxValue).Take(OccurrencesLookedAt).ToArray();
        return next.Zip(next.Skip(1)).Any(pair => pair.Second - pair.First < TimeSpan.FromMinutes(1));
    }
}
