using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Models;

/// <summary>Lists how a model did on versions of the validation set, each beside the model that was in production, in the order of the sets.</summary>
public sealed class ListScoresFunction(TaskStore tasks, ModelStore models, ScoreStore scores)
{
    [Function("ListScores")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/models/{version}/scores")] HttpRequest request, string task, string version, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        (int Set, int Production)? after = null;
        if (query.Value.After is { } text)
        {
            if (!ScoreStore.TryKey(text, out var key))
                return new Invalid($"after={text} names no score; give the value of next of the page before.").ToHttp();
            after = key;
        }

        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var name = definition.Value.Name;
        return Names.TryVersion(version, out var number) && await models.FindAsync(name, number, cancel) is not null
            ? TaskPages.Of("scores", await scores.ListAsync(name, number, after, query.Value.Limit, cancel))
            : Names.NoModel(task, version).ToHttp();
    }
}
