using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;

namespace MlFunctions.Learning.Tests;

/// <summary>A small task of each kind, with seeded rows whose relation is known.</summary>
internal static class Samples
{
    public static TaskDefinition Task(TaskKind kind) => kind switch
    {
        TaskKind.Regression => Orders.Task,
        TaskKind.Ranking => Searches.Task,
        _ => Payments.Task,
    };

    public static IReadOnlyList<Example> Rows(TaskKind kind) => kind switch
    {
        TaskKind.Regression => Orders.Make(1200, seed: 7),
        TaskKind.Ranking => Searches.Make(80, seed: 7),
        _ => Payments.Make(1500, seed: 7),
    };

    /// <summary>Everything that a model answers to the rows, one number after the other.</summary>
    public static double[] Answers(TrainedModel model, IReadOnlyList<Row> rows) => model switch
    {
        RegressionModel regression => [.. rows.Select(regression.Predict).SelectMany(estimate => new[] { estimate.P10, estimate.Value, estimate.P90 })],
        BinaryModel binary => [.. rows.Select(binary.Probability)],
        RankingModel ranking => [.. rows.Chunk(Searches.Products).SelectMany(ranking.Score)],
        _ => throw new NotSupportedException(),
    };
}
