using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Ranges;
using MlFunctions.Learning.Resampling;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.TrainingSets;

/// <summary>What a trainer learns from.</summary>
/// <param name="Task">The columns and what to predict.</param>
/// <param name="Examples">The rows.</param>
/// <param name="Folds">Which rows are held out together: the same for every trainer, so that what they score on rows held out can be compared.</param>
/// <param name="Seed">Of every random draw.</param>
public sealed record TrainingSet(TaskDefinition Task, IReadOnlyList<Example> Examples, Folds Folds, int Seed)
{
    private const int FoldCount = 5;

    private readonly ConcurrentDictionary<int, IReadOnlyList<RatioEncoder>> ratios = new();

    public static TrainingSet Of(TaskDefinition task, IReadOnlyList<Example> examples, int seed) =>
        new(task, examples, Folds.By(task, examples, FoldCount, seed), seed);

    /// <summary>The labels, in the order of the rows.</summary>
    public double[] Labels() => [.. Examples.Select(example => example.Label)];

    /// <summary>The scale on which a regression learns its label.</summary>
    internal LabelScale Scale => LabelScales.For(Examples);

    /// <summary>The rows with their labels on that scale.</summary>
    internal IReadOnlyList<Example> Scaled() => Scale is var scale && scale == LabelScale.Identity ? Examples : [.. Examples.Select(example => example with { Label = scale.Apply(example.Label) })];

    /// <summary>The ratios of two numbers that are worth a feature: the same for every trainer and every trial, so they are chosen once.</summary>
    internal IReadOnlyList<RatioEncoder> Ratios(int most) => ratios.GetOrAdd(most, _ => RatioSelection.Best(Task.Columns, Scaled(), Folds, most, Seed));

    /// <summary>The rows of one request of a ranking task, for each request, in the order of the first of them.</summary>
    public IReadOnlyList<int[]> Requests() => Groups.Of(Task, Examples);

    /// <summary>About <paramref name="most"/> of the rows: whole requests of a ranking task, every positive of a binary one. The set itself when it has no more.</summary>
    public TrainingSet Sample(int most)
    {
        if (Examples.Count <= most)
            return this;
        var random = new Random(Seed);
        var share = (double)most / Examples.Count;
        var kept = Task.Kind switch
        {
            TaskKind.Ranking => Requests().Where(_ => random.NextDouble() < share).SelectMany(request => request).Order(),
            _ => Enumerable.Range(0, Examples.Count).Where(row => random.NextDouble() < share || (Task.Kind == TaskKind.Binary && Examples[row].Label == 1)),
        };
        int[] rows = [.. kept];
        return new TrainingSet(Task, [.. rows.Select(row => Examples[row])], Folds with { Of = [.. rows.Select(row => Folds.Of[row])] }, Seed);
    }
}
