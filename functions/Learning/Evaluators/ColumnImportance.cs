using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Evaluators;

/// <summary>What a model owes to each column: the loss of the deciding metric when the column's values are shuffled among the rows.</summary>
/// <remarks>Breiman, Random Forests, Machine Learning 45 (2001), section 10; Fisher, Rudin and Dominici, All Models are Wrong, but Many are Useful, JMLR 20 (2019).</remarks>
internal static class ColumnImportance
{
    // Rows × columns that are answered: importance is read to one digit.
    private const int MostAnswers = 60_000;
    private const int FewestRows = 500;

    public static IReadOnlyList<Importance> Of(TaskDefinition task, TrainedModel model, IReadOnlyList<Example> validation, int seed)
    {
        int[] places = [.. Enumerable.Range(0, task.Columns.Count).Where(place => task.Columns[place].Type != ColumnType.Id && task.Columns[place].Name != task.Group)];
        if (places.Length == 0)
            return [];
        var rows = TrainingSet.Of(task, validation, seed).Sample(Math.Max(FewestRows, MostAnswers / places.Length)).Examples;
        var evaluations = new Evaluations(task, rows, seed);
        var metric = TaskMetrics.Find(task.Kind, task.Metric)!;
        var whole = metric.Rank(evaluations.Decide(model.Answer(task, rows)));
        return
        [
            .. places.AsParallel().AsOrdered().Select(place =>
                new Importance(task.Columns[place].Name, metric.Rank(evaluations.Decide(model.Answer(task, Shuffled(rows, place, seed)))) - whole))
                .Where(importance => double.IsFinite(importance.Loss)),
        ];
    }

    private static Example[] Shuffled(IReadOnlyList<Example> rows, int place, int seed)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        new Random(seed).Shuffle(order);
        return [.. rows.Zip(order, (row, from) => row with { Input = With(row.Input, rows[from].Input, place) })];
    }

    private static Row With(Row row, Row other, int place)
    {
        var changed = new Row([.. row.Numbers], [.. row.Texts]);
        (changed.Numbers[place], changed.Texts[place]) = (other.Numbers[place], other.Texts[place]);
        return changed;
    }
}
