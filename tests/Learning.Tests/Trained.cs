using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Tests;

internal static class Trained
{
    public static TrainedModel By(Trainer trainer, IReadOnlyList<Example> rows, int seed = 1) =>
        trainer.Train(Samples.Task(trainer.Kind), rows, seed, Silent.Progress, CancellationToken.None).Model;

    /// <summary>The same by a trainer of regression models.</summary>
    public static RegressionModel Regression(Trainer trainer, IReadOnlyList<Example> rows) => (RegressionModel)By(trainer, rows);

    /// <summary>A progress that nobody reads.</summary>
    public sealed class Silent : IProgress<TrainingProgress>
    {
        public static Silent Progress { get; } = new();

        public void Report(TrainingProgress value)
        {
        }
    }

    /// <summary>A progress that remembers.</summary>
    public sealed class Heard(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Steps { get; } = [];

        public void Report(TrainingProgress value)
        {
            Steps.Add(value);
            then?.Invoke(value);
        }
    }
}
