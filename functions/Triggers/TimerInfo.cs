namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about the tick that called it.</summary>
public class TimerInfo
{
    /// <summary>Null where the host does not remember past ticks.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this tick makes up for one that was missed.</summary>
    public bool IsPastDue { get; set; }
}
