using MlFunctions.App.Monitoring.Drift;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Chooses the predictions that show what an alarm is about: the slowest, the last that failed, those with values that have become frequent, or the worst.</summary>
public sealed class ShownReader(LogTail tail, DriftReader drift, ModelStore models)
{
    private const int ServerError = 500;
    private const int MostColumns = 10;

    internal Task<Result<ShownPredictions>> ReadAsync(BundleSubject subject, Task<Result<LabelledPredictions>> labelled, Task<Result<ColumnDrift[]>> columns, CancellationToken cancel) => subject.Rule?.Kind switch
    {
        RuleKind.Latency => SlowestAsync(subject, cancel),
        RuleKind.Errors => FailuresAsync(subject, cancel),
        RuleKind.Drift or RuleKind.Contract => HoldingAsync(subject, columns, cancel),
        RuleKind.Predictions => Task.FromResult<Result<ShownPredictions>>(new Missing("The alarm is about predictions that nobody asked for.")),
        _ => WorstAsync(subject, labelled),
    };

    /// <summary>The columns that differ most.</summary>
    internal async Task<Result<ColumnDrift[]>> ColumnsAsync(BundleSubject subject, CancellationToken cancel)
    {
        if (subject.Model is not { } model)
            return new Missing("There was no model in production, with whose training columns would be compared.");
        var read = await drift.ReadAsync(subject.Task, model, subject.Evaluation.From, subject.Evaluation.To, cancel);
        return read.IsDone
            ? read.Value.Report.Columns.Where(column => subject.Rule?.Kind == RuleKind.Contract ? column.BreaksContract : column.Verdict >= DriftVerdict.Skewed).Take(MostColumns).ToArray()
            : read.Refusal;
    }

    private static async Task<Result<ShownPredictions>> WorstAsync(BundleSubject subject, Task<Result<LabelledPredictions>> labelled) =>
        await labelled is { IsDone: true } known ? ShownPredictions.Worst(LabelledPrediction.ErrorOf(subject.Task.Kind), known.Value.Read, known.Value.Told) : (await labelled).Refusal!;

    private async Task<Result<ShownPredictions>> SlowestAsync(BundleSubject subject, CancellationToken cancel)
    {
        var rows = await RowsAsync(subject, cancel);
        return Shown("milliseconds", subject, rows, rows.Where(row => row.Row is { Output: not null, Milliseconds: not null }).OrderByDescending(row => row.Row.Milliseconds).Select(Shown));
    }

    /// <summary>Those that the log has: while storage is away it has none.</summary>
    private async Task<Result<ShownPredictions>> FailuresAsync(BundleSubject subject, CancellationToken cancel)
    {
        var rows = await RowsAsync(subject, cancel);
        return Shown("the newest failures", subject, rows, rows.Where(row => row.Row.Failure?.Status >= ServerError).Select(Shown));
    }

    private async Task<Result<ShownPredictions>> HoldingAsync(BundleSubject subject, Task<Result<ColumnDrift[]>> columns, CancellationToken cancel)
    {
        if (await columns is not { IsDone: true } differing)
            return (await columns).Refusal!;
        if (await models.FindProfileAsync(subject.Task.Name, subject.Model!.Value, cancel) is not { } profile)
            return new Missing($"Model {subject.Model} has no profile of its training rows, with which values would be compared.");
        var rows = await RowsAsync(subject, cancel);
        var inputs = InputReader.Of(subject.Task.Kind, [.. profile.Columns.Select(column => new Column(column.Name, column.Type, column.Required))], subject.Task.Group);
        (LoggedRow Row, IReadOnlyList<Row> Rows)[] read = [.. rows.Where(row => row.Row.Model == subject.Model).Select(row => (row, Rows(inputs, row))).Where(row => row.Item2.Count > 0)];
        var holding = DriftedValues.Find(profile, [.. differing.Value.Select(column => column.Column)], read);
        return Shown("values that have become frequent", subject, rows, holding.Select(one => Shown(one.Prediction) with { Holds = one.Holds }));
    }

    private Task<IReadOnlyList<LoggedRow>> RowsAsync(BundleSubject subject, CancellationToken cancel) => tail.ReadAsync(subject.Task.Name, subject.Evaluation.To, BundleSubject.Hours, cancel);

    private static IReadOnlyList<Row> Rows(InputReader inputs, LoggedRow row) => SlicedPredictions.Read(inputs, row.Row.Input)?.Rows ?? [];

    private static ShownPrediction Shown(LoggedRow row) => ShownPrediction.Of(row.Id, row.Row);

    private static Result<ShownPredictions> Shown(string order, BundleSubject subject, IReadOnlyList<LoggedRow> rows, IEnumerable<ShownPrediction> chosen) =>
        ShownPredictions.Chosen(order, rows, Math.Max(rows.Count, subject.Evaluation.Count), chosen) is { Items.Count: > 0 } shown ? shown : new Missing($"None of the {rows.Count} newest rows of the log shows what the alarm is about ({order}).");
}
