namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>Where an alarm stands.</summary>
public enum AlarmState
{
    /// <summary>Nothing is known to be wrong.</summary>
    Ok,

    /// <summary>The rule is broken.</summary>
    Firing,

    /// <summary>There should be something to judge by, and there is not.</summary>
    NoData,
}
