using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>What a LightGBM ranking depends on beside rows, folds and seed.</summary>
/// <param name="GradeShare">The weight of the models of the grade in the score, 0 to 1; the models of the order have the rest.</param>
/// <param name="Order">Of the models that learn the order (LambdaRank).</param>
/// <param name="Grade">Of the models that learn the grade (least squares), which err otherwise.</param>
public sealed record LambdaRankSettings(double GradeShare, BoostingSettings Order, BoostingSettings Grade)
{
    /// <summary>Chosen on real searches, by folds of queries: few and large steps, because the models of five folds are averaged.</summary>
    public static LambdaRankSettings Default { get; } = Of(
        new(Trees: 100, Leaves: 6, FewestRows: 30, LearningRate: 0.1, FeatureFraction: 0.2, RowFraction: 0.6, L2: 3));

    /// <summary>Larger trees in smaller steps, for many features.</summary>
    public static IReadOnlyList<LambdaRankSettings> Alternatives { get; } =
    [
        Of(new(Trees: 150, Leaves: 15, FewestRows: 20, LearningRate: 0.05, FeatureFraction: 0.2, RowFraction: 0.7, L2: 1)),
    ];

    private static LambdaRankSettings Of(BoostingSettings boosting) => new(GradeShare: 0.5, Order: boosting, Grade: boosting);
}
