using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Benchmarks.Training;

/// <summary>ML.NET as its documentation has it: rows as objects in memory, a view of them, a trainer.</summary>
internal sealed class BareTraining
{
    private readonly MLContext context = new(1);

    private readonly IDataView rows;

    public BareTraining(FeatureMatrix features, double[] labels)
    {
        var schema = SchemaDefinition.Create(typeof(Order));
        schema[nameof(Order.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Width);
        rows = context.Data.LoadFromEnumerable(labels.Select((label, row) => new Order { Features = Known(features[row]), Label = (float)label }).ToArray(), schema);
    }

    public LightGbmRegressionModelParameters Fit(BoostingSettings settings, int seed) => context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
    {
        NumberOfIterations = settings.Trees,
        NumberOfLeaves = settings.Leaves,
        MinimumExampleCountPerLeaf = settings.FewestRows,
        LearningRate = settings.LearningRate,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = seed,
        EvaluationMetric = LightGbmRegressionTrainer.Options.EvaluateMetricType.None,
        Booster = new GradientBooster.Options
        {
            FeatureFraction = settings.FeatureFraction,
            SubsampleFraction = settings.RowFraction,
            SubsampleFrequency = 1,
            L2Regularization = settings.L2,
        },
    }).Fit(rows).Model;

    public static int Leaves(LightGbmRegressionModelParameters model) => model.TrainedTreeEnsemble.Trees.Sum(tree => tree.NumberOfLeaves);

    // Missing values as the trees here have them: less than every number.
    private static float[] Known(ReadOnlySpan<float> features)
    {
        var known = features.ToArray();
        for (var feature = 0; feature < known.Length; feature++)
            known[feature] = float.IsNaN(known[feature]) ? float.MinValue : known[feature];
        return known;
    }

    private sealed class Order
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
