using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Serving;
using MlFunctions.Learning.Models;

namespace MlFunctions.App.Serving.Loaded;

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

    /// <summary>Whether inputs that another model's columns have read are what its own would read.</summary>
    public bool ReadsAs(LoadedModel other) =>
        Model.Manifest.Group == other.Model.Manifest.Group
        && Model.Columns.Select(column => (column.Name, column.Type, column.Absent)).SequenceEqual(other.Model.Columns.Select(column => (column.Name, column.Type, column.Absent)));
}
