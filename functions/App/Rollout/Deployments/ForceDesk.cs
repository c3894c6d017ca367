using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Keeps promotions past closed gates until a second person approves them, each with its ticket.</summary>
public sealed class ForceDesk(ForcedPromotionStore forced, TicketDesk desk, AuditTeller audit, TimeProvider time)
{
    private const string Rule = "forced-promotion";

    /// <summary>Keeps the request, and opens its ticket.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="asked">With a reason and a name.</param>
    /// <param name="report">With at least one closed gate.</param>
    /// <param name="cancel">Stops between two writes; an approval opens a ticket that is not there.</param>
    public async Task<ForcedPromotion> AskAsync(TaskName task, PromotionRequest asked, GateReport report, CancellationToken cancel)
    {
        var closed = report.Gates.Where(gate => !gate.Passed).ToArray();
        var kept = await forced.AddAsync(task, id => new(id, report.Model, report.To, report.Production, asked.Reason!, asked.By!, time.GetUtcNow(), TicketId.Of(task, Rule, id), closed), cancel);
        await audit.TellAsync(DecisionEntries.ForceAsked(task, kept));
        await TellAsync(task, kept, null, cancel);
        return kept;
    }

    public Task<Stored<ForcedPromotion>?> FindAsync(TaskName task, int id, CancellationToken cancel) => forced.FindAsync(task, id, cancel);

    /// <summary>Uses a request up; false where another was quicker.</summary>
    public async Task<bool> UseAsync(TaskName task, Stored<ForcedPromotion> asked, ForcedPromotion approved, CancellationToken cancel)
    {
        if (!await forced.ReplaceAsync(task, asked, approved, cancel))
            return false;
        await audit.TellAsync(DecisionEntries.ForceApproved(task, approved));
        return true;
    }

    /// <summary>Writes on the ticket; opens it where it is not there yet.</summary>
    public async Task TellAsync(TaskName task, ForcedPromotion asked, Comment? comment, CancellationToken cancel)
    {
        await desk.ChangeAsync(asked.Ticket, (before, _) => Task.FromResult(before is null ? Opened(task, asked) : (Result<TicketEvent>?)null), cancel);
        if (comment is not null)
            await desk.ChangeAsync(asked.Ticket, (before, _) => Task.FromResult<Result<TicketEvent>?>(TicketCommands.Decide(before!, comment, time.GetUtcNow())), cancel);
    }

    private static Result<TicketEvent>? Opened(TaskName task, ForcedPromotion asked) => new OpenTicket(
        task.ToString(), $"Model {asked.Model} is to be forced to {asked.To.Word()}", Severity.Sev3,
        $"{asked.By} asks to promote model {asked.Model} of {task} to {asked.To.Word()} past {asked.Gates.Count} closed gates. Reason: {Cut(asked.Reason, Texts.Long / 2)}\nAnother person approves it until {asked.ExpiresAt:u} by POST /api/tasks/{task}/promotions/{asked.Id}/approvals.",
        Rule, [.. asked.Gates.Select(gate => Cut($"{gate.Gate}: {gate.Detail}", Texts.Link))], null, asked.By).Decide(asked.At);

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(most - 2)].TrimEnd()}…";
}
