using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Expected;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>What metrics are to be expected before any label has come.</summary>
internal static class Estimates
{
    /// <summary>Of a binary task by its probabilities, of a regression by how wide a model's ranges are; of a ranking none.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="sums">Of the span.</param>
    /// <param name="profile">Of the model that answered; null where several did, or it has none.</param>
    public static IReadOnlyList<LiveMetric> Of(TaskDefinition task, Aggregate sums, ModelProfile? profile) => task.Kind switch
    {
        TaskKind.Binary => ExpectedPerformance.Of(task, sums),
        TaskKind.Regression when profile is not null && DirectLossEstimation.Of(sums, [.. profile.Answers.Errors.Select(error => (LogBins.Of(error.Upper), error.MeanAbsoluteError))]) is { } error => [error],
        _ => [],
    };
}
