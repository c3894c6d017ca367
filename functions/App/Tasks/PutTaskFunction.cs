using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>Declares a task by one JSON document, or gives it a new definition.</summary>
public sealed class PutTaskFunction(TaskDeclaration declaration, TaskStore tasks, AuditTeller audit, TimeProvider time)
{
    [Function("PutTask")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "put", Route = "tasks/{task}")] HttpRequest request, string task, CancellationToken cancel)
    {
        if (!TaskName.TryParse(task, null, out var name))
            return new Invalid($"'{task}' is no name for a task: it takes 3 to 40 lower-case letters, digits and hyphens, beginning with a letter.").ToHttp();
        var body = await request.ReadJsonAsync<JsonDocument>(null, cancel);
        var read = body.IsDone ? TaskDocument.Read(body.Value.RootElement, name) : body.Refusal;
        if (!read.IsDone)
            return read.Refusal.ToHttp();

        var declared = await declaration.DeclareAsync(read.Value, cancel);
        if (!declared.IsDone)
            return declared.Refusal.ToHttp();
        var (definition, isNew) = declared.Value;
        await audit.TellAsync(async stop => AuditEntries.Definition(isNew ? null : await tasks.FindAsync(name, definition.Version - 1, stop), definition, time.GetUtcNow()));
        return Results.Json(TaskAnswer.Of(definition), Json.Options, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
