namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter of a function that a host runs on a schedule: six-field NCRONTAB, or <c>%Setting%</c> for a schedule kept in the settings.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether the host remembers past ticks, so that it notices a missed one. Hosts do so only for schedules of a minute or slower.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
