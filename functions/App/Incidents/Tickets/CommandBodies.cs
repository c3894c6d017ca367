using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Reads the body of a command by its word in the URL.</summary>
internal static class CommandBodies
{
    private static readonly Dictionary<string, Func<HttpRequest, CancellationToken, Task<Result<TicketCommand>>>> Readers = new()
    {
        ["acknowledge"] = Of(new Acknowledge()),
        ["assign"] = Of(new Assign()),
        ["escalate"] = Of(new Escalate()),
        ["mitigate"] = Of(new Mitigate()),
        ["resolve"] = Of(new Resolve()),
        ["reopen"] = Of(new Reopen()),
        ["duplicate"] = Of(new Duplicate()),
        ["comment"] = Of(new Comment()),
        ["edit"] = Of(new Edit()),
        ["plan"] = Of(new PlanItem()),
    };

    public static async Task<Result<TicketCommand>> ReadAsync(HttpRequest request, string word, CancellationToken cancel) =>
        Readers.TryGetValue(word, out var read)
            ? await read(request, cancel)
            : new Missing($"A ticket takes no command '{word}'; it takes {string.Join(", ", TicketCommands.Words)}.");

    private static Func<HttpRequest, CancellationToken, Task<Result<TicketCommand>>> Of<T>(T whenEmpty)
        where T : TicketCommand => async (request, cancel) =>
        {
            var body = await request.ReadJsonAsync(whenEmpty, cancel);
            return body.IsDone ? body.Value : body.Refusal;
        };
}
