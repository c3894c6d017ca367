using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Deployments;

/// <summary>What a model must show before it goes into production.</summary>
public static class Gates
{
    /// <summary>Every gate's verdict on a model, from its card.</summary>
    public static IReadOnlyList<GateVerdict> Judge(ModelCard card) => [BetterThanBaseline(card.Evaluation)];

    /// <summary>The worse end of the paired difference's 95 % interval lies on the better side of zero, so a model that is no better than the baseline passes in at most 2.5 % of cases.</summary>
    private static GateVerdict BetterThanBaseline(Evaluation evaluation)
    {
        var difference = evaluation.Difference;
        var (bound, isBetter) = evaluation.Better == Better.Higher ? (difference.Lower, difference.Lower > 0) : (difference.Upper, difference.Upper < 0);
        var sentence = FormattableString.Invariant(
            $"its {difference.Name} less the baseline's on the same {evaluation.Rows} rows is {difference.Value:0.####} (95 % interval {difference.Lower:0.####} to {difference.Upper:0.####}).");
        return isBetter
            ? new("better-than-baseline", true, bound, 0, $"The model is better: {sentence}")
            : new("better-than-baseline", false, bound, 0, $"It is not shown to be better than the baseline: {sentence}");
    }
}
