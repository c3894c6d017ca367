using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Profiles;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning;

namespace MlFunctions.App.Predictions;

/// <summary>A model in memory.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Model">Its features, and what follows them.</param>
/// <param name="Inputs">Reads inputs by the columns that it was trained with, which a later definition of the task may have changed.</param>
public sealed record LoadedModel(int Version, TrainedModel Model, InputReader Inputs)
{
    /// <summary>What its rows and answers are compared with; null of a model that was trained before profiles were kept.</summary>
    public ModelProfile? Profile { get; init; }

    /// <summary>Reads calls of these inputs.</summary>
    public PredictionRequestReader Requests { get; } = new(Inputs);
}

/// <summary>A task as this instance serves it now.</summary>
/// <param name="Definition">Its columns and output.</param>
/// <param name="Requests">Reads its prediction calls: by the columns of the model in production, or of the definition where there is none.</param>
/// <param name="Production">The model that answers, or why there is none.</param>
/// <param name="Previous">The model before it, kept in memory so that a rollback is instant.</param>
/// <param name="ReadAt">When storage was last asked, in ticks of the time provider.</param>
public sealed record LiveTask(TaskDefinition Definition, PredictionRequestReader Requests, Result<LoadedModel> Production, LoadedModel? Previous, long ReadAt)
{
    private readonly int unit = Production.Value is { } live
        ? live.Model.Columns.Index().Where(column => column.Item.Name == Definition.Unit).Select(column => column.Index).FirstOrDefault(-1)
        : -1;

    /// <summary>Who an input is about, where the call does not say: the value of the task's unit, if that is a column.</summary>
    public string? UnitOf(PredictionInput input) => unit < 0 ? null : input.Rows[0].Text(unit, Production.Value!.Model.Columns[unit]);
}
