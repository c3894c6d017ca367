using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MlFunctions.App.Kernel;

/// <summary>Where the application's spans and metrics come from. Whoever records asks first whether anybody listens, so that without a listener a call pays for nothing.</summary>
public static class Instrumentation
{
    /// <summary>Of the source of spans and of the meter.</summary>
    public const string Name = "MlFunctions";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);
}

/// <summary>The names of attributes: the application's own, and those of OpenTelemetry's semantic conventions.</summary>
public static class Attributes
{
    public const string Task = "mlfunctions.task";

    /// <summary>Its version.</summary>
    public const string Model = "mlfunctions.model";

    /// <summary>How many inputs a call had.</summary>
    public const string Inputs = "mlfunctions.prediction.inputs";

    /// <summary>By which <c>GET /api/predictions/{id}</c> finds the record of a call with one input.</summary>
    public const string Prediction = "mlfunctions.prediction.id";

    /// <summary><c>accepted</c>, <c>duplicate</c> or <c>unknown</c>.</summary>
    public const string OutcomeStatus = "mlfunctions.outcome.status";

    /// <summary>The status of a refusal, such as <c>503</c>, or the type of an exception; absent where nothing went wrong.</summary>
    public const string Error = "error.type";
}
