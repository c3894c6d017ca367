namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a host remembers of a timer's ticks.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    /// <summary>When this record was written, from which the next tick is reckoned after a restart.</summary>
    public DateTime LastUpdated { get; set; }
}
