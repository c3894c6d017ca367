using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.App.Predictions;
using MlFunctions.App.Tasks;
using MlFunctions.Domain;
using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Deployments;

/// <summary>Puts a model into production if it passes every gate, or if it is forced with a reason.</summary>
public sealed class PromoteFunction(TaskStore tasks, ModelStore models, Deployer deployer, TimeProvider time)
{
    [Function("Promote")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/promotions")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<PromotionRequest>(null, cancel);
        var asked = body.IsDone ? body.Value.Check() : body;
        if (!asked.IsDone)
            return asked.Refusal.ToHttp();
        return (await PromoteAsync(definition.Value, asked.Value, cancel)).ToHttp();
    }

    private async Task<Result<PromotionAnswer>> PromoteAsync(TaskDefinition task, PromotionRequest asked, CancellationToken cancel)
    {
        var version = asked.Model!.Value;
        if (await models.FindCardAsync(task.Name, version, cancel) is not { } card)
            return Names.NoModel(task.Name.ToString(), version);
        var loaded = await LoadAsync(task.Name, version, cancel);
        if (!loaded.IsDone)
            return new Conflict(loaded.Refusal.Detail);
        var gates = Gates.Judge(card);
        if (gates.FirstOrDefault(g => !g.Passed) is { } closed && !asked.Force)
            return new Conflict($"Model {version} does not pass the gate {closed.Gate}: {closed.Detail} To overrule it send \"force\": true and a \"reason\".", gates);

        var forced = gates.Any(g => !g.Passed);
        var change = await deployer.ApplyAsync(task.Name, now => now.Promote(version, asked.Reason, forced, time.GetUtcNow()), cancel);
        return change.IsDone ? new PromotionAnswer(version, asked.To!.Value, change.Value.From, forced, asked.Reason, change.Value.At, gates) : change.Refusal;
    }

    /// <summary>A model whose file is not whole must not get as far as the pointer.</summary>
    private async Task<Result<LoadedModel>> LoadAsync(TaskName task, int version, CancellationToken cancel)
    {
        var artifact = await models.ReadArtifactAsync(task, version, cancel);
        return artifact.IsDone ? LiveTasks.Open(version, artifact.Value) : artifact.Refusal;
    }
}
