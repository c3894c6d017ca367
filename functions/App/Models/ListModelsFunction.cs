using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Models;
using MlFunctions.Storage.Deployments;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Lists a task's models with their stage and deciding metric, the oldest first.</summary>
public sealed class ListModelsFunction(TaskStore tasks, ModelStore models, DeploymentStore deployments)
{
    [Function("ListModels")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/models")] HttpRequest request, string task, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var page = await models.ListAsync(definition.Value.Name, query.Value.AfterNumber, query.Value.Limit, cancel);
        var deployment = await deployments.ReadAsync(definition.Value.Name, cancel);
        return Answers.Ok(new ModelList([.. page.Items.Select(m => ModelLine.Of(m, deployment.Stage(m.Version)))], page.Next));
    }
}

internal sealed record ModelList(IReadOnlyList<ModelLine> Models, string? Next);

internal sealed record ModelLine(int Version, ModelStage Stage, string Trainer, string Training, DateTimeOffset CreatedAt, string Metric, double Value)
{
    public static ModelLine Of(ModelSummary m, ModelStage stage) => new(m.Version, stage, m.Trainer, m.TrainingId, m.CreatedAt, m.Metric, m.Value);
}
