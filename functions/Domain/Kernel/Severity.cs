namespace MlFunctions.Domain.Kernel;

/// <summary>How bad it is, the worst first.</summary>
public enum Severity
{
    /// <summary>Customers are hurt now.</summary>
    Sev1,

    /// <summary>Customers will be, unless someone acts.</summary>
    Sev2,

    /// <summary>Something is wrong that may wait.</summary>
    Sev3,

    /// <summary>Worth a look.</summary>
    Sev4,
}
