using System.Diagnostics;
using MlFunctions.App.Tasks;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning;

namespace MlFunctions.Benchmarks.Quality;

/// <summary>How good each trainer's model is on the last days of real rows, and what it costs to make.</summary>
internal static class QualityCommand
{
    private const int Seed = 1;

    public static Command Command { get; } = new(
        "quality <csv or csv.gz> [--task delivery-time]",
        "Trains every trainer of the task's kind on the first 80 % of days, and judges it by the last 20 %.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var name = arguments.Text("task", "delivery-time");
        var task = SeedTasks.Definitions.FirstOrDefault(task => task.Name.ToString() == name)
            ?? throw new BenchmarkException($"There is no task '{name}'; there are {string.Join(", ", SeedTasks.Definitions.Select(task => task.Name))}.");
        var rows = await CsvRows.LoadAsync(arguments.Place(0, "<csv or csv.gz>"), task, cancel);
        var split = TimeSplit.Of(task, rows, Seed);
        if (split.Refusal is { } refusal)
            throw new BenchmarkException(refusal);

        Example[] training = [.. split.Training.Select(row => rows[row])];
        Example[] validation = [.. split.Validation.Select(row => rows[row])];
        Console.WriteLine($"{rows.Count} rows of task {task.Name}; held out: {split.Description}\n");
        Console.WriteLine(Judge(task, training, validation, cancel));
        Console.WriteLine($"\nSeed {Seed}; 95 % intervals. On {Machine.Description}.");
        return 0;
    }

    private static MarkdownTable Judge(TaskDefinition task, Example[] training, Example[] validation, CancellationToken cancel)
    {
        var table = new MarkdownTable("trainer", "rows, training + validation", "MAE", "P10–P90 coverage", "pinball P10", "pinball P90", "training, s", "artifact, bytes");
        var silent = new Progress<TrainingProgress>();
        var baseline = Trainers.Baseline(task.Kind).Train(task, training, Seed, silent, cancel);
        foreach (var trainer in Trainers.All.Where(trainer => trainer.Kind == task.Kind))
        {
            var started = Stopwatch.GetTimestamp();
            var model = trainer.Train(task, training, Seed, silent, cancel);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var evaluation = Evaluator.Evaluate(task, model, baseline, validation, Seed);
            table.Add(
                trainer.Name, $"{training.Length} + {evaluation.Rows}", Text(evaluation, MeanAbsoluteError.Metric, "0.00"), Text(evaluation, Coverage.Metric, "0.0 %"),
                Text(evaluation, PinballLoss.P10, "0.00"), Text(evaluation, PinballLoss.P90, "0.00"), FormattableString.Invariant($"{seconds:0.0}"), model.Save().Length);
        }
        return table;
    }

    private static string Text(Evaluation evaluation, RegressionMetric metric, string format)
    {
        var estimate = evaluation.Metric(metric.Name)!;
        string Number(double value) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        return $"{Number(estimate.Value)} ({Number(estimate.Lower)} to {Number(estimate.Upper)})";
    }
}
