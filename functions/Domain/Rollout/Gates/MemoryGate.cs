using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model takes not much more memory than the one in production.</summary>
/// <remarks>What loading allocates is counted, not sampled, so there is no error to state. Below the floor nobody minds.</remarks>
public static class MemoryGate
{
    /// <summary>So much is always allowed: 64 MiB.</summary>
    public const long Floor = 64L << 20;

    public static GateVerdict Judge(LoadEvidence load, PromotionPolicy policy)
    {
        var bound = Math.Max(Floor, policy.LoadFactor * load.LiveBytes);
        var passed = load.CandidateBytes <= bound;
        var figures = FormattableString.Invariant($"loading it takes {MiB(load.CandidateBytes)} MiB with its file, beside {MiB(load.LiveBytes)} MiB of the model in production; {MiB(bound)} MiB are allowed");
        return new(GateNames.Memory, passed, load.CandidateBytes, bound, passed ? $"It is small enough: {figures}." : $"It is too large: {figures}. Train a smaller model, or allow more by loadFactor.")
        {
            Inputs = new Dictionary<string, double> { ["bytes"] = load.CandidateBytes, ["liveBytes"] = load.LiveBytes },
        };
    }

    private static string MiB(double bytes) => FormattableString.Invariant($"{bytes / (1 << 20):0.#}");
}
