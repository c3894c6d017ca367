using MlFunctions.Hosting.Configuration;

namespace MlFunctions.Standalone.Timers;

/// <summary>
/// The setting <c>Pace</c>: how often timers run where their own setting is absent. A slower pace costs less and is later: it bounds the cadence of every task.
/// A test compares these schedules with those of infra/main.bicep, which sets them on Azure.
/// </summary>
public static class Paces
{
    public const string Key = "Pace";
    public const string Seconds = "seconds";

    private const string EachMinute = "0 * * * * *";
    private const string EachHour = "0 0 * * * *";

    /// <summary>Only what differs from <see cref="Setting.Default"/>, which is the pace of seconds.</summary>
    private static readonly Dictionary<string, Dictionary<Setting, string>> Slower = new(StringComparer.OrdinalIgnoreCase)
    {
        [Seconds] = [],
        ["minutes"] = new()
        {
            [Settings.TrainingSchedule] = EachMinute,
            [Settings.TaskMetricsSchedule] = EachMinute,
            [Settings.TicketsSchedule] = EachMinute,
            [Settings.UploadsSchedule] = EachMinute,
        },
        // Within an hour: metrics open tickets, datasets lead to retrainings, these to trainings, and these to new stages.
        ["hours"] = new()
        {
            [Settings.TaskMetricsSchedule] = EachHour,
            [Settings.TicketsSchedule] = "0 5 * * * *",
            [Settings.DatasetsSchedule] = "0 10 * * * *",
            [Settings.RetrainingSchedule] = "0 20 * * * *",
            [Settings.TrainingSchedule] = "0 30 * * * *",
            [Settings.UploadsSchedule] = "0 40 * * * *",
            [Settings.StagesSchedule] = "0 50 * * * *",
        },
    };

    public static IEnumerable<string> Names => Slower.Keys;

    /// <summary>The value that a setting has at a pace when it is not set itself.</summary>
    /// <exception cref="SettingUnusableException">There is no such pace.</exception>
    public static string Default(Setting setting, string? pace) => Slower.TryGetValue(pace is { Length: > 0 } ? pace : Seconds, out var schedules)
        ? schedules.GetValueOrDefault(setting, setting.Default)
        : throw new SettingUnusableException(new(Key, Seconds), $"is '{pace}'; it must be {string.Join(", ", Slower.Keys.SkipLast(1))} or {Slower.Keys.Last()}.");
}
