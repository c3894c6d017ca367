using System.Runtime.InteropServices;
using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Cuts;

/// <summary>A prediction of the log with its outcome, as rows to learn from or to judge by.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Unit">Who was predicted for; null where that is not known.</param>
/// <param name="Rows">One, or of a ranking one for each product of the request.</param>
public sealed record LoggedExample(RowOrigin Origin, string? Unit, IReadOnlyList<Example> Rows)
{
    /// <summary>Null where the row is no input of the task as it is declared now, or the outcome no label of it.</summary>
    /// <param name="task">As it is declared now.</param>
    /// <param name="inputs">Of the task.</param>
    /// <param name="id">Of the row.</param>
    /// <param name="row">Of the log.</param>
    /// <param name="told">The outcome.</param>
    public static LoggedExample? Of(TaskDefinition task, InputReader inputs, PredictionId id, LogRow row, Telling told)
    {
        if (row.Input is not { ValueKind: JsonValueKind.Object } json || Read(inputs, JsonMarshal.GetRawUtf8Value(json).ToArray()) is not { Rows.Count: > 0 } input)
            return null;
        double[] labels = [.. task.Kind == TaskKind.Ranking ? Grades(input, told.Actual) : [told.Actual.Number]];
        if (!labels.All(label => IsLabel(task.Kind, label)))
            return null;
        return new(new RowOrigin(id, EventTime(task, input.Row) ?? row.At, told.RecordedAt), UnitOf(task, input.Row) ?? row.Unit, [.. input.Rows.Zip(labels, (one, label) => new Example(one, label))]);
    }

    private static PredictionInput? Read(InputReader inputs, ReadOnlyMemory<byte> json)
    {
        var errors = new List<FieldError>();
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        var input = inputs.Read(ref reader, json, "/input", errors);
        return errors.Count == 0 ? input : null;
    }

    /// <summary>Of each product; one that nobody graded was not wanted.</summary>
    private static IEnumerable<double> Grades(PredictionInput input, Actual actual)
    {
        var grades = actual.Grades();
        return input.Ids.Select(id => ProductId.TryText(id.Span, out var text) ? grades.GetValueOrDefault(text) : 0);
    }

    private static bool IsLabel(TaskKind kind, double label) => kind switch
    {
        TaskKind.Ranking => label is >= 0 and <= LabelCell.HighestGrade && double.IsInteger(label),
        TaskKind.Binary => label is 0 or 1,
        _ => double.IsFinite(label),
    };

    private static DateTimeOffset? EventTime(TaskDefinition task, Row row) =>
        task.PlaceOf(task.Time) is var place and >= 0 && !double.IsNaN(row.Numbers[place]) ? DateTimeOffset.UnixEpoch.AddSeconds(row.Numbers[place]) : null;

    private static string? UnitOf(TaskDefinition task, Row row) => task.PlaceOf(task.Unit) is var place and >= 0 ? row.Text(place, task.Columns[place]) : null;
}
