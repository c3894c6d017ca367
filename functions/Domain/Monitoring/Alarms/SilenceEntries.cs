using System.Globalization;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Alarms;

/// <summary>What the audit says of silences.</summary>
public static class SilenceEntries
{
    public static AuditEntry Began(TaskName task, Silence silence) => new(
        $"silence/{task}/{silence.Id}", silence.From, AuditAction.Silence, task, silence.By ?? AuditEntries.Unnamed, $"{Alarm(silence)} silent until {Time(silence.Until)}: {silence.Reason}", AuditEntries.Data(silence with { EndedAt = null }));

    /// <param name="silence">One that was ended before its time.</param>
    public static AuditEntry Ended(TaskName task, Silence silence) => new(
        $"silence/{task}/{silence.Id}/end", silence.EndedAt!.Value, AuditAction.Silence, task, AuditEntries.Unnamed, $"{Alarm(silence)} no longer silent, which was meant until {Time(silence.Until)}.", AuditEntries.Data(silence));

    private static string Alarm(Silence silence) => silence.Alarm == Silence.All ? "Every alarm is" : $"Alarm {silence.Alarm} is";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
