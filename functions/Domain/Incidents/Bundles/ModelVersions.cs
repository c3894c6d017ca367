using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>What answers, and everything that it was made of.</summary>
/// <param name="Model">Its version.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Artifact">Its file.</param>
/// <param name="Training">The rows learned from.</param>
/// <param name="Validation">The rows judged on.</param>
/// <param name="Commit">Of the code that trained.</param>
/// <param name="Running">Of the code that collects this, which is the code that answers.</param>
/// <param name="Seed">Of everything random.</param>
/// <param name="Settings">Of the trainer.</param>
/// <param name="Definition">The version of the task's definition that it was trained by.</param>
/// <param name="PresentDefinition">The one that is declared now.</param>
/// <param name="Metrics">On the validation rows.</param>
public sealed record ModelVersions(
    int Model,
    string Trainer,
    DateTimeOffset CreatedAt,
    Artifact Artifact,
    DatasetUse Training,
    DatasetUse Validation,
    string Commit,
    string Running,
    int Seed,
    IReadOnlyDictionary<string, string> Settings,
    int Definition,
    int PresentDefinition,
    IReadOnlyList<MetricEstimate> Metrics)
{
    /// <summary>Of a model's card.</summary>
    public static ModelVersions Of(ModelCard card, int definition, string running) => new(
        card.Version, card.Trainer, card.CreatedAt, card.Provenance.Artifact, card.Provenance.Training, card.Provenance.Validation, card.Provenance.Code.Commit, running,
        card.Provenance.Order.Seed, card.Provenance.Settings, card.Provenance.Definition, definition, card.Evaluation.Metrics);
}
