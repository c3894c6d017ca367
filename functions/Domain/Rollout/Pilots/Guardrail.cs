namespace MlFunctions.Domain.Rollout.Pilots;

public enum GuardrailState
{
    /// <summary>Too little is known of it.</summary>
    Unknown,

    /// <summary>It is not known to be worse, nor known to be no worse than the margin.</summary>
    Open,

    /// <summary>It is surely no worse than the margin.</summary>
    Holds,

    /// <summary>It is surely worse, and by more than the margin as far as one can tell.</summary>
    Broken,
}

/// <summary>A figure that a pilot must not make worse.</summary>
/// <param name="Name">Of the metric.</param>
/// <param name="Pilot">On the pilot's units.</param>
/// <param name="Production">On the others, at the same time.</param>
/// <param name="Worse">By how much the pilot is worse, as a share of production's; below 0 it is better.</param>
/// <param name="Lower">The lower end of what that may be, valid however often one looks.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Margin">By how much it may be worse.</param>
/// <param name="Count">Of the pilot's predictions that it is known of.</param>
/// <param name="State">What follows.</param>
public sealed record Guardrail(string Name, double? Pilot, double? Production, double? Worse, double? Lower, double? Upper, double Margin, long Count, GuardrailState State)
{
    public string Detail => State == GuardrailState.Unknown
        ? $"{Name}: not known yet"
        : FormattableString.Invariant($"{Name}: {Pilot:0.####} in the pilot, {Production:0.####} beside it, {Worse:+0.0%;-0.0%} worse ({Lower:0.0%} to {Upper:0.0%}) of {Margin:0.#%} that it may be, {Count} predictions");
}
