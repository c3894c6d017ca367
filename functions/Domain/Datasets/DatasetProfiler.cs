using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets;

/// <summary>Profiles every column of a dataset, and its label, while the rows go by.</summary>
public sealed class DatasetProfiler
{
    private const int TopValues = 50;

    private readonly TaskDefinition task;
    private readonly NumberProfiler[] numbers;
    private readonly CategoryProfiler[] categories;
    private readonly NumberProfiler labels;

    /// <param name="task">Whose columns the rows have.</param>
    /// <param name="seed">Of the samples that the quantiles of long columns are taken from.</param>
    public DatasetProfiler(TaskDefinition task, int seed)
    {
        this.task = task;
        var random = new Random(seed);
        numbers = [.. task.Columns.Select(_ => new NumberProfiler(random))];
        categories = [.. task.Columns.Select(_ => new CategoryProfiler())];
        labels = new NumberProfiler(random);
    }

    public long Rows => labels.Count;

    public void Add(Example example)
    {
        labels.Add(example.Label);
        for (var place = 0; place < task.Columns.Count; place++)
        {
            if (example.Input.IsMissing(place, task.Columns[place]))
                continue;
            if (task.Columns[place].IsNumeric)
                numbers[place].Add(example.Input.Numbers[place]);
            else
                categories[place].Add(example.Input.Texts[place]!);
        }
    }

    /// <summary>The profiles in the task's order, the label last.</summary>
    public IReadOnlyList<ColumnProfile> Profiles() =>
    [
        .. task.Columns.Select((column, place) => column.Type switch
        {
            ColumnType.Number => Number(column.Name, numbers[place]),
            ColumnType.Time => Time(column, numbers[place]),
            _ => Category(column, categories[place]),
        }),
        Number(task.Label, labels),
    ];

    private ColumnProfile Number(string name, NumberProfiler values)
    {
        var empty = new ColumnProfile(name, ColumnType.Number, values.Count, Rows - values.Count);
        return values.Count == 0 ? empty : empty with
        {
            Min = values.Min,
            Max = values.Max,
            Mean = Finite(values.Mean),
            StandardDeviation = Finite(values.StandardDeviation),
            Quantiles = values.Quantiles().Where(quantile => double.IsFinite(quantile.Value)).ToDictionary(),
        };
    }

    private ColumnProfile Time(Column column, NumberProfiler values)
    {
        var empty = new ColumnProfile(column.Name, column.Type, values.Count, Rows - values.Count);
        return values.Count == 0 ? empty : empty with { Earliest = At(values.Min), Latest = At(values.Max) };
    }

    private ColumnProfile Category(Column column, CategoryProfiler values) =>
        new(column.Name, column.Type, values.Count, Rows - values.Count, Distinct: values.Distinct, Top: values.Top(TopValues), TopIsExact: values.IsExact);

    /// <summary>Null for what is beyond a double, as the spread of its largest values is.</summary>
    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
