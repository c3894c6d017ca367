using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>Tries settings one after the other, and keeps those whose models do best on training rows that were held out.</summary>
internal static class SettingsSearch
{
    // Smaller differences than this share turn over with the seed.
    private const double Noise = 0.001;

    /// <param name="set">All rows.</param>
    /// <param name="sample">The rows of a trial; when these are all rows, the best trial's model is the model.</param>
    /// <param name="settings">What to try, at least one.</param>
    /// <param name="fit">Trains with one of them.</param>
    /// <param name="steps">Hears of each trial.</param>
    public static Trained Best<TSettings>(
        TrainingSet set, TrainingSet sample, IReadOnlyList<TSettings> settings, Func<TrainingSet, TSettings, TrainingSteps, Fitted> fit, TrainingSteps steps)
        where TSettings : notnull
    {
        if (settings is [var only])
            return Kept(fit(set, only, steps).Model, only, []);

        var metric = Criterion(set.Task);
        var cost = (double)sample.Examples.Count / set.Examples.Count;
        var isWhole = ReferenceEquals(sample, set);
        var whole = (settings.Count * cost) + (isWhole ? 0 : 1);
        var trials = new List<(Trial Trial, TSettings Settings, TrainedModel? Model)>();
        foreach (var (place, tried) in settings.Index())
        {
            var fitted = fit(sample, tried, steps.Part(place * cost / whole, (place + 1) * cost / whole, $"settings {place + 1} of {settings.Count}"));
            trials.Add((new Trial(SettingsWords.Of(tried), metric.Name, Value(sample, metric, fitted.HeldOut), sample.Examples.Count), tried, isWhole ? fitted.Model : null));
        }

        var best = trials[Best(metric, [.. trials.Select(trial => trial.Trial.Value)])];
        var model = best.Model ?? fit(set, best.Settings, steps.Part(settings.Count * cost / whole, 1, "all rows")).Model;
        return Kept(model, best.Settings, [.. trials.Select(trial => trial.Trial)]);

        Trained Kept(TrainedModel model, TSettings settings, IReadOnlyList<Trial> trials) =>
            new(model, SettingsWords.Of(settings), trials, (others, steps) => fit(others, settings, steps).Model);
    }

    /// <summary>The first of the settings, which stand from the quickest on, that is as good as the best but for noise.</summary>
    internal static int Best(Metric metric, IReadOnlyList<double> values)
    {
        double[] ranks = [.. values.Select(value => double.IsNaN(value) ? double.MaxValue : metric.Rank(value))];
        var best = ranks.Min();
        return Array.FindIndex(ranks, rank => rank - best <= Noise * Math.Abs(best));
    }

    /// <summary>The deciding metric, where one number a row tells it; of a range the median's error.</summary>
    private static Metric Criterion(TaskDefinition task) =>
        TaskMetrics.Find(task.Kind, task.Metric) is { } metric && metric != PinballLoss.P10 && metric != PinballLoss.P90 ? metric : MeanAbsoluteError.Metric;

    private static double Value(TrainingSet set, Metric metric, double[] heldOut)
    {
        var blocks = Blocks.By(set.Task, set.Examples);
        ValidationAnswers answers = set.Task.Kind switch
        {
            TaskKind.Regression => new RegressionAnswers(set.Labels(), [.. heldOut.Select(value => new Estimate(value, value, value))]),
            TaskKind.Ranking => new RankingAnswers(RankingModel.RequestsOf(set.Task, set.Examples), set.Labels(), heldOut),
            _ => new BinaryAnswers([.. set.Examples.Select(example => example.Label == 1)], heldOut, 1, Prevalence.Of(set.Task, set.Examples).NegativeWeight),
        };
        return answers.Judge([metric], blocks)([.. Enumerable.Repeat(1.0, blocks.Count)])[0];
    }
}
