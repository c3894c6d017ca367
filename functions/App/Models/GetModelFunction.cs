using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Shows a model's card: metrics with intervals, slices, provenance.</summary>
public sealed class GetModelFunction(TaskStore tasks, ModelStore models, DeploymentStore deployments)
{
    [Function("GetModel")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/models/{version}")] HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        if (!Names.TryVersion(version, out var number) || await models.FindCardAsync(definition.Value.Name, number, cancel) is not { } card)
            return Names.NoModel(task, version).ToHttp();
        var deployment = await deployments.ReadAsync(definition.Value.Name, cancel);
        var listed = await models.FindAsync(definition.Value.Name, number, cancel);
        return Answers.Ok(ModelAnswer.Of(card, deployment.Stage(number), listed?.DeletedAt));
    }
}

/// <summary>A card as the API shows it, with the stage that the model has now.</summary>
internal sealed record ModelAnswer(
    TaskName Task,
    int Version,
    ModelStage Stage,
    string Trainer,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, MetricEstimate> Metrics,
    IReadOnlyDictionary<string, MetricEstimate> Baseline,
    MetricEstimate DifferenceToBaseline,
    Comparison? Production,
    double? CoverageTest,
    ClassCounts? Classes,
    IReadOnlyList<ReliabilityBin>? Reliability,
    int ValidationRows,
    int ValidationBlocks,
    string BlockedBy,
    IReadOnlyList<Slice> Slices,
    IReadOnlyList<Importance> Importance,
    IReadOnlyList<Trial> Search,
    Provenance Provenance,
    DateTimeOffset? DeletedAt)
{
    public static ModelAnswer Of(ModelCard card, ModelStage stage, DateTimeOffset? deletedAt) => new(
        card.Task,
        card.Version,
        stage,
        card.Trainer,
        card.CreatedAt,
        card.Evaluation.Metrics.ToDictionary(m => m.Name),
        card.Evaluation.Baseline.ToDictionary(m => m.Name),
        card.Evaluation.Difference,
        card.Evaluation.Production,
        card.Evaluation.CoverageTest,
        card.Evaluation.Classes,
        card.Evaluation.Reliability,
        card.Evaluation.Rows,
        card.Evaluation.Blocks,
        card.Evaluation.BlockedBy,
        card.Evaluation.Slices,
        card.Evaluation.Importance,
        card.Search,
        card.Provenance,
        deletedAt);
}
