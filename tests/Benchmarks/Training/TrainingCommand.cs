using System.Diagnostics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Quality;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Ranges;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Benchmarks.Training;

/// <summary>What growing trees costs here, beside a bare ML.NET training of the same model from the same rows in memory.</summary>
internal static class TrainingCommand
{
    private const int Seed = 1;

    public static Command Command { get; } = new(
        "training <csv or csv.gz> [--rounds 9]",
        "Grows LightGBM trees from features, here and with ML.NET alone, in turn.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var file = new RowFile(arguments.Place(0, "<csv or csv.gz>"));
        var task = FileTask.Of(file, document: null);
        if (task.Kind != TaskKind.Regression)
            throw new BenchmarkException($"{task.Name} is no regression task.");
        var rows = await file.LoadAsync(task, cancel);
        var rounds = arguments.Count("rounds", 9);

        var scale = LabelScales.For(rows);
        var set = TrainingSet.Of(task, [.. rows.Select(row => row with { Label = scale.Apply(row.Label) })], Seed);
        var features = FeaturizerFit.Of(task.Columns, set.Examples, set.Folds, []).Training;
        var (labels, all, settings) = (set.Labels(), Enumerable.Range(0, rows.Count).ToArray(), LightGbmSettings.Default.Location);
        var bare = new BareTraining(features, labels);

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            var here = Seconds(() => LightGbm.Grow(features, labels, all, settings, Seed), out var grown);
            var there = Seconds(() => bare.Fit(settings, Seed), out var model);
            if (BareTraining.Leaves(model) != grown.Ensemble.Leaves.Length)
                throw new BenchmarkException("The two trainings did not make the same trees.");
            // The first round loads code.
            if (round == 0)
                continue;
            ours.Add(here);
            theirs.Add(there);
        }

        var table = new MarkdownTable("rows × features", "trees", "here, s", "ML.NET alone, s", "here / alone");
        table.Add($"{features.Rows} × {features.Width}", settings.Trees, Text(ours), Text(theirs), FormattableString.Invariant($"{Median(ours) / Median(theirs):0.00}"));
        Console.WriteLine($"{table}\n\nMedian (least to most) of {rounds} rounds in turn, one thread, seed {Seed}. On {Machine.Description}.");
        return 0;
    }

    private static double Seconds<T>(Func<T> work, out T result)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        result = work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static string Text(List<double> times) => FormattableString.Invariant($"{Median(times):0.000} ({times.Min():0.000} to {times.Max():0.000})");
}
