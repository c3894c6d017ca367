using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Lists a task's models with their stage and deciding metric, the oldest first.</summary>
public sealed class ListModelsFunction(TaskStore tasks, ModelStore models, DeploymentStore deployments)
{
    [Function("ListModels")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/models")] HttpRequest request, string task, CancellationToken cancel) =>
        tasks.PageAsync(task, PageQuery.ByNumber(request), "models", (name, page) => ReadAsync(name, page, cancel), cancel);

    private async Task<Page<ModelLine>> ReadAsync(TaskName task, PageQuery query, CancellationToken cancel)
    {
        var page = await models.ListAsync(task, query.AfterNumber, query.Limit, cancel);
        var deployment = await deployments.ReadAsync(task, cancel);
        return new([.. page.Items.Select(m => ModelLine.Of(m, deployment.Stage(m.Version)))], page.Next);
    }
}

internal sealed record ModelLine(int Version, ModelStage Stage, string Trainer, string Training, DateTimeOffset CreatedAt, string Metric, double Value, int Validation, DateTimeOffset? DeletedAt)
{
    public static ModelLine Of(ModelSummary m, ModelStage stage) => new(m.Version, stage, m.Trainer, m.TrainingId, m.CreatedAt, m.Metric, m.Value, m.Validation, m.DeletedAt);
}
