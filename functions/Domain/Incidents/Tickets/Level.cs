namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>Who is asked first, and who when that is not enough.</summary>
public enum Level
{
    /// <summary>Looks at everything first.</summary>
    Operations,

    /// <summary>Knows the task.</summary>
    Engineer,

    /// <summary>The last that there is.</summary>
    Senior,
}
