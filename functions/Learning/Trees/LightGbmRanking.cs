using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Grows trees whose scores put the better rows of each group first.</summary>
/// <remarks>Burges, From RankNet to LambdaRank to LambdaMART: an overview, Microsoft Research MSR-TR-2010-82; by LightGBM.</remarks>
public static class LightGbmRanking
{
    /// <summary>Learns from the chosen rows; the rows of a group follow one another.</summary>
    public static GrownTrees Grow(FeatureMatrix features, IReadOnlyList<double> grades, IReadOnlyList<int> groups, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var ensemble = Fit(features, grades, groups, rows, settings, seed).Model.TrainedTreeEnsemble;
        return new GrownTrees(LightGbm.Copy(ensemble), LightGbm.Gains(ensemble, features.Width));
    }

    internal static RankingPredictionTransformer<LightGbmRankingModelParameters> Fit(
        FeatureMatrix features, IReadOnlyList<double> grades, IReadOnlyList<int> groups, IReadOnlyList<int> rows, BoostingSettings settings, int seed)
    {
        var context = new MLContext(seed);
        return context.Ranking.Trainers.LightGbm(Options(settings, seed)).Fit(View(context, features, grades, groups, rows));
    }

    internal static IDataView View(MLContext context, FeatureMatrix features, IReadOnlyList<double> grades, IReadOnlyList<int> groups, IReadOnlyList<int> rows)
    {
        var schema = SchemaDefinition.Create(typeof(GroupedObservation));
        schema[nameof(GroupedObservation.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Width);
        schema[nameof(GroupedObservation.Group)].ColumnType = new KeyDataViewType(typeof(uint), groups.Count + 1);
        return context.Data.LoadFromEnumerable(
            rows.Select(row =>
            {
                var o = LightGbm.Observation.Of(features[row], grades[row]);
                return new GroupedObservation { Features = o.Features, Label = o.Label, Group = (uint)groups[row] + 1 };
            }),
            schema);
    }

    private static LightGbmRankingTrainer.Options Options(BoostingSettings settings, int seed) => new()
    {
        LabelColumnName = nameof(GroupedObservation.Label),
        FeatureColumnName = nameof(GroupedObservation.Features),
        RowGroupColumnName = nameof(GroupedObservation.Group),
        NumberOfIterations = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = seed,
        EvaluationMetric = LightGbmRankingTrainer.Options.EvaluateMetricType.None,
        Booster = new GradientBooster.Options
        {
            FeatureFraction = settings.FeatureFraction,
            SubsampleFraction = settings.RowFraction,
            SubsampleFrequency = 1,
            L2Regularization = settings.L2,
        },
    };

    internal sealed class GroupedObservation
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public uint Group { get; set; }
    }
}
