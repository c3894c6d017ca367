namespace MlFunctions.Domain.Kernel;

/// <summary>What a gate says of a model.</summary>
/// <param name="Gate">Its name, one of <see cref="GateNames"/>.</param>
/// <param name="Passed">Whether the model may go through.</param>
/// <param name="Statistic">What was measured; null where there is nothing to measure yet.</param>
/// <param name="Bound">What it was held against.</param>
/// <param name="Detail">Both in words, and what would be needed.</param>
public sealed record GateVerdict(string Gate, bool Passed, double? Statistic, double? Bound, string Detail)
{
    /// <summary>Not passed yet, but not failed either: the evidence is still to come.</summary>
    public bool Waiting { get; init; }

    /// <summary>What it was judged from: the version of the validation set, counts, the model in production, the seed.</summary>
    public IReadOnlyDictionary<string, double> Inputs { get; init; } = new Dictionary<string, double>();
}

/// <summary>Every gate, in the order in which they are judged.</summary>
public static class GateNames
{
    /// <summary>It takes the columns that the task declares, and answers whatever they may hold.</summary>
    public const string Contract = "contract";

    /// <summary>What it learned from tells nothing of the rows that it is judged by, nor of what happens after the question.</summary>
    public const string Leaks = "leaks";

    /// <summary>Run again, it answers the same, bit for bit.</summary>
    public const string Replay = "replay";

    public const string Baseline = "better-than-baseline";

    /// <summary>Not worse than production by the margin, on the same rows.</summary>
    public const string Quality = "quality";

    /// <summary>No part of the rows is worse beyond its margin.</summary>
    public const string Slices = "slices";

    /// <summary>Probabilities, or ranges, hold what they say.</summary>
    public const string Calibration = "calibration";

    public const string Latency = "latency";

    public const string Memory = "memory";

    /// <summary>Beside live traffic it neither fails nor answers what production would never.</summary>
    public const string Shadow = "shadow";

    /// <summary>On a share of the units no guardrail is broken.</summary>
    public const string Pilot = "pilot";

    public static IReadOnlyList<string> All { get; } = [Contract, Leaks, Replay, Baseline, Quality, Slices, Calibration, Latency, Memory, Shadow, Pilot];
}
