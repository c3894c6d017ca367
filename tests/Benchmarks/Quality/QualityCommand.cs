using System.Diagnostics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Evaluators;
using MlFunctions.Learning.Resampling;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Benchmarks.Quality;

/// <summary>How good each trainer's model is on real rows that it did not learn from, and what it costs to make.</summary>
internal static class QualityCommand
{
    public static Command Command { get; } = new(
        "quality <csv or svmlight, plain or .gz> [--validation <file>] [--task <document.json>] [--trainer <name>] [--folds 1] [--seed 1]",
        "Trains every trainer of the task's kind, and judges each by a validation file or by rows held out: the last days, whole requests, or a share of each class; with folds, each part of the rows in turn.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var file = new RowFile(arguments.Place(0, "<file of rows>"));
        var task = FileTask.Of(file, arguments.Text("task"));
        var rows = await file.LoadAsync(task, cancel);
        var validation = arguments.Text("validation") is { } path ? await new RowFile(path).LoadAsync(task, cancel) : null;
        var (seed, folds) = (arguments.Count("seed", 1), arguments.Count("folds", 1));
        var parts = folds > 1 ? Folds.By(task, rows, folds, seed) : null;
        Trainer[] trainers = [.. TrainerList.Of(task.Kind).Where(trainer => (arguments.Text("trainer") ?? trainer.Name) == trainer.Name)];
        Console.WriteLine($"{rows.Count} rows of task {task.Name}; each trainer with seed {seed}.\n");

        var judged = new List<Judged>();
        for (var fold = 0; fold < folds; fold++)
        {
            var (training, heldOut, description) = validation is not null ? ([.. rows], validation, $"the {validation.Count} rows of {Path.GetFileName(arguments.Text("validation"))}")
                : parts is null ? Held(task, rows, seed)
                : ([.. rows.Where((_, row) => parts.Of[row] != fold)], [.. rows.Where((_, row) => parts.Of[row] == fold)], $"part {fold + 1} of {folds}");
            Console.WriteLine($"Judged by {description}: {training.Count} + {heldOut.Count} rows.");
            judged.AddRange(Judge(task, trainers, training, heldOut, seed, cancel));
        }

        Console.WriteLine($"\n{Table(task, judged, folds)}\n\n{(folds > 1 ? $"Means over {folds} parts, with their standard errors" : "95 % block-bootstrap intervals")}. On {Machine.Description}.");
        return 0;
    }

    private static (IReadOnlyList<Example> Training, IReadOnlyList<Example> Validation, string Description) Held(TaskDefinition task, IReadOnlyList<Example> rows, int seed)
    {
        var split = HoldOut.Of(task, rows, seed);
        return split.Refusal is { } refusal
            ? throw new BenchmarkException(refusal)
            : ([.. split.Training.Select(row => rows[row])], [.. split.Validation.Select(row => rows[row])], split.Description);
    }

    private static IEnumerable<Judged> Judge(TaskDefinition task, Trainer[] trainers, IReadOnlyList<Example> training, IReadOnlyList<Example> validation, int seed, CancellationToken cancel)
    {
        var silent = new Progress<TrainingProgress>();
        var set = TrainingSet.Of(task, training, seed);
        var baseline = TrainerList.Baseline(task.Kind).Train(set, silent, cancel).Model;
        var evaluator = new Evaluator(task, validation, baseline, null, seed);
        foreach (var trainer in trainers)
        {
            if (trainer.Refusal(task, training) is { } refusal)
                throw new BenchmarkException(refusal);
            var started = Stopwatch.GetTimestamp();
            var trained = trainer.Train(set, silent, cancel);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var evaluation = evaluator.Evaluate(trained.Model);
            Console.WriteLine(FormattableString.Invariant($"  {trainer.Name}: {evaluation.Metric(task.Metric)!.Value:0.0000}, trained in {seconds:0.0} s, judged in {Stopwatch.GetElapsedTime(started).TotalSeconds - seconds:0.0} s"));
            yield return new Judged(trainer.Name, evaluation, seconds, trained.Model.Save().Length);
        }
    }

    private static MarkdownTable Table(TaskDefinition task, List<Judged> judged, int folds)
    {
        string[] metrics = [task.Metric, .. task.AllMetrics().Select(metric => metric.Name).Where(name => name != task.Metric)];
        var table = new MarkdownTable(["trainer", .. metrics, "training, s", "artifact, bytes"]);
        foreach (var trainer in judged.GroupBy(one => one.Trainer).OrderBy(one => TaskMetrics.Find(task.Kind, task.Metric)!.Rank(one.Average(j => j.Evaluation.Metric(task.Metric)!.Value))))
        {
            table.Add(
            [
                trainer.Key,
                .. metrics.Select(metric => Text([.. trainer.Select(one => one.Evaluation.Metric(metric)!)], folds)),
                FormattableString.Invariant($"{trainer.Average(one => one.Seconds):0.0}"),
                (int)trainer.Average(one => one.Bytes),
            ]);
        }

        return table;
    }

    private static string Text(MetricEstimate[] estimates, int folds)
    {
        var mean = estimates.Average(estimate => estimate.Value);
        var error = Math.Sqrt(estimates.Sum(estimate => Math.Pow(estimate.Value - mean, 2)) / Math.Max(1, folds - 1) / folds);
        var format = Math.Abs(mean) switch { >= 2 => "0.00", >= 0.05 => "0.000", _ => "0.00000" };
        string Number(double value) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        return folds > 1 ? $"{Number(mean)} ± {Number(error)}" : $"{Number(mean)} ({Number(estimates[0].Lower)} to {Number(estimates[0].Upper)})";
    }

    private sealed record Judged(string Trainer, Evaluation Evaluation, double Seconds, int Bytes);
}
