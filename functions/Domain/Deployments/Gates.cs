using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Deployments;

/// <summary>What a model must show before it goes into production.</summary>
public static class Gates
{
    /// <summary>Every gate's verdict on a model, from its card.</summary>
    public static IReadOnlyList<GateVerdict> Judge(ModelCard card) => [BetterThanBaseline(card.Evaluation)];

    /// <summary>The upper end of the paired difference's 95 % interval lies below zero, so a model that is no better than the baseline passes in at most 2.5 % of cases.</summary>
    private static GateVerdict BetterThanBaseline(Evaluation evaluation)
    {
        var difference = evaluation.Difference;
        var sentence = FormattableString.Invariant(
            $"its {difference.Name} less the baseline's on the same {evaluation.Rows} rows is {difference.Value:0.###} (95 % interval {difference.Lower:0.###} to {difference.Upper:0.###}).");
        return difference.Upper < 0
            ? new("better-than-baseline", true, difference.Upper, 0, $"The model is better: {sentence}")
            : new("better-than-baseline", false, difference.Upper, 0, $"It is not shown to be better than the baseline: {sentence}");
    }
}
