using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Puts the previous production model back, or takes a pilot or shadow out, at once and without a gate.</summary>
public sealed class RollBackFunction(TaskStore tasks, Deployer deployer, TicketNotes tickets, TimeProvider time)
{
    private static readonly RollbackRequest NoReason = new(null);

    /// <summary>What the answer waits for the task's tickets to be told; many may be open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Function("RollBack")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/rollbacks")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync(NoReason, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        if (body.Value.Check() is { } refusal)
            return refusal.ToHttp();
        var change = await deployer.ApplyAsync(definition.Value.Name, now => RollBack(now, body.Value), cancel);
        if (change.IsDone)
            await Task.WhenAny(NoteAsync(definition.Value.Name, change.Value), Task.Delay(Patience, time, cancel));
        return change.ToHttp();
    }

    private Task NoteAsync(TaskName task, DeploymentChange change) =>
        tickets.NoteAllAsync(task, change.By ?? AuditEntries.Unnamed, FormattableString.Invariant($"{DeploymentEntries.Changed(task, change).Detail} (change {change.Number})"), CancellationToken.None);

    private Result<DeploymentChange> RollBack(Deployment now, RollbackRequest asked)
    {
        var back = asked.Model is { } model ? now.RollBack(model, asked.Reason, time.GetUtcNow()) : now.RollBack(asked.Reason, time.GetUtcNow());
        return back.IsDone ? back.Value with { By = asked.By } : back;
    }
}

/// <summary>Why it is done.</summary>
/// <param name="Reason">For the record.</param>
/// <param name="By">Who does it.</param>
/// <param name="Model">Which model is to go, wherever it is; null: that in production, and a pilot with it.</param>
internal sealed record RollbackRequest(string? Reason, string? By = null, int? Model = null)
{
    private const int MostCharacters = 1000;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public Invalid? Check()
    {
        FieldError[] errors = [.. new[] { ("/reason", Reason), ("/by", By) }.Where(field => field.Item2?.Length > MostCharacters).Select(field => new FieldError(field.Item1, $"It has more than {MostCharacters} characters."))];
        return errors.Length == 0 ? null : new($"{errors[0].Pointer}: {errors[0].Detail}", errors);
    }
}
