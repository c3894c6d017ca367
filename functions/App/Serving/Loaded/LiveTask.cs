using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Serving.Loaded;

/// <summary>A task as this instance serves it now.</summary>
/// <param name="Definition">Its columns and output.</param>
/// <param name="Requests">Reads its prediction calls: by the columns of the model in production, or of the definition where there is none.</param>
/// <param name="Production">The model that answers, or why there is none.</param>
/// <param name="ReadAt">When storage was last asked, in ticks of the time provider.</param>
public sealed record LiveTask(TaskDefinition Definition, PredictionRequestReader Requests, Result<LoadedModel> Production, long ReadAt)
{
    private readonly int unit = Production.Value is { } live
        ? live.Model.Columns.Index().Where(column => column.Item.Name == Definition.Unit).Select(column => column.Index).FirstOrDefault(-1)
        : -1;

    /// <summary>The model that answers a share of the units; null where there is none, or it is still being loaded.</summary>
    public LivePilot? Pilot { get; init; }

    /// <summary>The models that score what production answers, as far as they are in memory.</summary>
    public IReadOnlyList<LiveShadow> Shadows { get; init; } = [];

    /// <summary>Who an input is about, where the call does not say: the value of the task's unit, if that is a column.</summary>
    public string? UnitOf(PredictionInput input) => unit < 0 ? null : input.Rows[0].Text(unit, Production.Value!.Model.Columns[unit]);
}

/// <summary>A model in a pilot.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Model">It, or why it cannot be loaded.</param>
/// <param name="Units">Whom it answers.</param>
/// <param name="SharesRows">Whether its inputs are what production's columns read.</param>
public sealed record LivePilot(int Version, Result<LoadedModel> Model, UnitShare Units, bool SharesRows);

/// <summary>A shadow.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Model">It, or why it cannot be loaded.</param>
/// <param name="SharesRows">Whether its inputs are what production's columns read.</param>
public sealed record LiveShadow(int Version, Result<LoadedModel> Model, bool SharesRows);
