using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>Profiles a model's training rows in one pass.</summary>
/// <remarks>The rank error of a number's cuts is that of a sample of <see cref="NumberProfiler.SampleSize"/>: below 1 % with 95 % confidence (Dvoretzky–Kiefer–Wolfowitz).</remarks>
public sealed class ModelProfiler
{
    private readonly int group;
    private readonly TaskDefinition task;
    private readonly ColumnProfiler[] columns;
    private readonly CategoryProfiler requests = new();
    private long rows;

    /// <param name="task">Whose columns the rows have.</param>
    /// <param name="random">Draws the samples.</param>
    public ModelProfiler(TaskDefinition task, Random random)
    {
        (this.task, group) = (task, task.PlaceOf(task.Group));
        columns = [.. task.Columns.Select((column, place) => new ColumnProfiler(column, place, random))];
    }

    public void Add(Row row)
    {
        rows++;
        if (group >= 0)
            requests.Add(row.Text(group, task.Columns[group]) ?? string.Empty);
        foreach (var column in columns)
            column.Add(row);
    }

    public ModelProfile Profile(AnswersReference answers) =>
        new(rows, group >= 0 ? requests.Distinct : rows, [.. columns.Select(column => column.Reference())], answers);

    /// <summary>The profile of a model. Where the training rows over-represent a class, rows of it are left out at random, so that what remains is like the stream that the model will see.</summary>
    /// <param name="task">Of the model.</param>
    /// <param name="training">The rows that it learned from.</param>
    /// <param name="answers">To the rows that it was judged by.</param>
    /// <param name="seed">Of the samples.</param>
    public static ModelProfile Of(TaskDefinition task, IReadOnlyList<Example> training, AnswersReference answers, int seed)
    {
        var random = new Random(seed);
        var weight = task.Kind == TaskKind.Binary ? Prevalence.Of(task, training).NegativeWeight : 1;
        Row[] rows = [.. training.Where(example => (example.Label > 0 ? 1 / weight : weight) is var kept && (kept >= 1 || random.NextDouble() < kept)).Select(example => example.Input)];
        var profiler = new ModelProfiler(task, random);
        foreach (var row in rows)
            profiler.Add(row);
        return DayToDay.Learn(profiler.Profile(answers), task, rows);
    }
}
