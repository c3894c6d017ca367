using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether answers are quick enough, and not much slower than those of the model in production.</summary>
/// <remarks>
/// The upper end of the 95 % interval of p99 must lie within the budget, so a model beyond it passes in at most 2.5 %. Beside the live model it is stopped only when it surely takes more than so many times as long (lower end
/// above the factor times the live model's upper end, at most 2.5 % where it does not), and is not far below the budget anyway: a tenth of it.
/// </remarks>
public static class LatencyGate
{
    private const double Far = 0.1;

    public static GateVerdict Judge(LoadEvidence load, PromotionPolicy policy)
    {
        var (own, live) = (load.Candidate, load.Live);
        var (budget, factor) = (policy.MaxP99Milliseconds, policy.LoadFactor);
        var isSlower = live.Upper is { } longest && own.Lower > factor * longest && own.Upper > Far * budget;
        var figures = FormattableString.Invariant(
            $"under {load.Rate:0} calls a second its p99 is {own.P99:0.###} ms ({Interval(own)}, {own.Calls} calls) beside {live.P99:0.###} ms ({Interval(live)}) of the model in production; the budget is {budget:0.###} ms, and {factor:0.##} times the live model's");
        return new(GateNames.Latency, own.Upper <= budget && !isSlower, own.Upper ?? own.P99, budget, own.Upper switch
        {
            null => $"It was too slow for enough calls to tell: {figures}. Train a smaller model.",
            { } upper when upper > budget => $"It is not shown to keep to the budget: {figures}. Train a smaller model, or allow more by maxP99Milliseconds.",
            _ when isSlower => $"It is surely slower than allowed: {figures}. Train a smaller model, or allow more by loadFactor.",
            _ => $"It is quick enough: {figures}.",
        })
        {
            Inputs = new Dictionary<string, double> { ["calls"] = own.Calls, ["p99"] = own.P99, ["lower"] = own.Lower, ["liveP99"] = live.P99, ["liveUpper"] = live.Upper ?? live.P99, ["rate"] = load.Rate },
        };
    }

    private static string Interval(Latency latency) => latency.Upper is { } upper
        ? FormattableString.Invariant($"95 % interval {latency.Lower:0.###} to {upper:0.###}")
        : FormattableString.Invariant($"95 % interval from {latency.Lower:0.###}");
}
