using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>A model before its gates, with what is known of it.</summary>
/// <param name="Task">The definition.</param>
/// <param name="Card">The model's.</param>
/// <param name="Production">The other model, which it is compared with; null where there is none.</param>
/// <param name="Live">The model in production, which may be this one.</param>
/// <param name="Set">The version of the present validation set; null where the task has none.</param>
public sealed record GateSubject(TaskDefinition Task, ModelCard Card, int? Production, int? Live, int? Set)
{
    /// <summary>What was measured of its file, or why nothing can be; null where nothing was yet.</summary>
    public Result<GateEvidence>? File { get; init; }

    /// <summary>How it did on the rows that judge it now, or why nothing says so; null where it was not scored yet.</summary>
    public Result<Evaluation>? Rows { get; init; }

    private const string NotMeasured = "It has not been measured by the present definition beside the present production model";

    public static bool IsOfTheFile(string gate) => gate is GateNames.Contract or GateNames.Replay or GateNames.Latency or GateNames.Memory;

    public static bool IsOfTheRows(string gate) => gate is GateNames.Baseline or GateNames.Quality or GateNames.Slices or GateNames.Calibration;

    /// <summary>The verdict of a gate that stands before traffic; null of the others.</summary>
    public GateVerdict? Judge(string gate)
    {
        var verdict = gate switch
        {
            GateNames.Contract => OfFile(gate, file => ContractGate.Judge(file.Contract)),
            GateNames.Leaks => LeaksGate.Judge(Card.Leaks),
            GateNames.Replay => OfFile(gate, file => ReplayGate.Judge(file.Replay)),
            GateNames.Baseline => OfRows(gate, BaselineGate.Judge),
            GateNames.Quality => OfRows(gate, evaluation => QualityGate.Judge(evaluation, Task.Promotion.Margin)),
            GateNames.Slices => OfRows(gate, evaluation => SlicesGate.Judge(evaluation, Task.Promotion.SliceMargin)),
            GateNames.Calibration => OfRows(gate, evaluation => CalibrationGate.Judge(Task.Kind, evaluation)),
            GateNames.Latency => OfFile(gate, file => file.Load is { } load ? LatencyGate.Judge(load, Task.Promotion) : NoLoad(gate, file)),
            GateNames.Memory => OfFile(gate, file => file.Load is { } load ? MemoryGate.Judge(load, Task.Promotion) : NoLoad(gate, file)),
            _ => null,
        };
        return verdict is not null && IsOfTheRows(gate) && Set is { } set ? verdict with { Inputs = new Dictionary<string, double>(verdict.Inputs) { ["set"] = set } } : verdict;
    }

    private GateVerdict OfFile(string gate, Func<GateEvidence, GateVerdict> judge) => File switch
    {
        null => NotYet(gate, NotMeasured),
        { IsDone: true } file => judge(file.Value),
        { } refused => new(gate, false, null, null, refused.Refusal!.Detail),
    };

    private GateVerdict OfRows(string gate, Func<Evaluation, GateVerdict> judge) => Rows switch
    {
        null => NotYet(gate, $"It has not been scored on validation set {Set} beside the present production model"),
        { IsDone: true } rows => judge(rows.Value),
        { } refused => new(gate, false, null, null, refused.Refusal!.Detail),
    };

    private static GateVerdict NotYet(string gate, string what) => new(gate, false, null, null, $"{what}; asking for its promotion measures it.") { Waiting = true };

    private GateVerdict NoLoad(string gate, GateEvidence file) => file.Production != Production
        ? NotYet(gate, NotMeasured)
        : new(gate, false, null, null, $"It could not be measured beside model {Production}: the file of that one is gone or takes other columns. Roll back or promote past this gate with a reason.");
}
