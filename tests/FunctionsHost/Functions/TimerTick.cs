using System.Text.Json;

namespace MlFunctions.FunctionsHost.Functions;

/// <summary>What the host tells a timer function, as its JSON.</summary>
/// <param name="IsPastDue">Whether the tick makes up for one that was missed.</param>
/// <param name="Status">Null where the host keeps no record of past ticks, as with schedules of less than a minute.</param>
public sealed record TimerTick(bool IsPastDue = false, TimerStatus? Status = null)
{
    internal string Json => JsonSerializer.Serialize(new { Schedule = new { AdjustForDST = true }, ScheduleStatus = Status, IsPastDue });
}

/// <summary>What the host keeps of a timer's ticks.</summary>
public sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
