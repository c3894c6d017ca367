using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets.Leaks;

/// <summary>Validation rows whose features and label a training row has too.</summary>
public static class SharedRows
{
    public const double MostShare = 0.01;

    /// <summary>Below this share of different rows, rows are the same because there are few that they can be, and not because they were copied. Copies alone leave about a half different.</summary>
    private const double FewestDifferent = 0.3;

    public static GateVerdict Judge(TaskDefinition task, IReadOnlyList<Example> training, IReadOnlyList<Example> validation)
    {
        var learned = training.Select(row => RowHash.OfFeatures(task, row)).ToHashSet();
        var shared = validation.Count(row => learned.Contains(RowHash.OfFeatures(task, row)));
        var share = validation.Count == 0 ? 0 : (double)shared / validation.Count;
        var repeats = learned.Count < FewestDifferent * training.Count;
        var found = FormattableString.Invariant($"{shared} of {validation.Count} validation rows ({share:0.##%}) have the features and the label of a training row; at most {MostShare:0%} may.");
        return LeakChecks.Verdict(
            share <= MostShare || repeats,
            share,
            MostShare,
            share <= MostShare ? $"Same rows: {found}"
                : repeats ? FormattableString.Invariant($"Same rows: of {training.Count} training rows only {learned.Count} differ, so that equal rows are no copies.")
                : $"Same rows: {found} Leave them out of one of the two.",
            ("training", training.Count),
            ("validation", validation.Count),
            ("shared", shared));
    }
}
