using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Lists a team's shifts in a time, of four weeks from now on where none is asked for, in the order in which they begin.</summary>
public sealed class ListShiftsFunction(OnCallStore onCall, TimeProvider time)
{
    private const int StandardDays = 28;
    private const int MostDays = 366;

    [Function("ListShifts")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "on-call/{team}/shifts")] HttpRequest request, string team, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (!request.TryTime("from", out var asked) || !request.TryTime("to", out var end))
            return new Invalid("from and to each take a time such as 2026-01-31T09:00:00Z (in a URL + is %2B).").ToHttp();
        var from = asked ?? time.GetUtcNow();
        var to = end ?? from.AddDays(StandardDays);
        if (to <= from || to - from > TimeSpan.FromDays(MostDays))
            return new Invalid($"to must be after from, and at most {MostDays} days after it.").ToHttp();
        var named = await onCall.NamedAsync(team, cancel);
        if (!named.IsDone)
            return named.Refusal.ToHttp();

        var rota = await onCall.RotaAsync(named.Value, from, cancel);
        Shift[] shifts = [.. Enum.GetValues<Level>().SelectMany(level => rota.Shifts(level, from, to)).OrderBy(shift => shift.From)];
        var (skip, limit) = (query.Value.AfterNumber, query.Value.Limit);
        return TaskPages.Of("shifts", new Page<Shift>([.. shifts.Skip(skip).Take(limit)], shifts.Length - skip > limit ? $"{skip + limit}" : null));
    }
}
