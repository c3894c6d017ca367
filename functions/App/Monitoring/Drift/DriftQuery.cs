using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Monitoring.Drift;

/// <summary>Which drift is asked for.</summary>
/// <param name="Model">Of which version; null: of the one in production.</param>
/// <param name="From">The first prediction; null: a day before the last.</param>
/// <param name="To">After the last prediction.</param>
/// <param name="Columns">Those to show; empty: all.</param>
internal sealed record DriftQuery(int? Model, DateTimeOffset? From, DateTimeOffset To, IReadOnlyList<string> Columns)
{
    public static Result<DriftQuery> Read(HttpRequest request, DateTimeOffset now)
    {
        if (request.ReadModel(out var model) is { } refusal)
            return refusal;
        if (!request.TryTime("from", out var from) || !request.TryTime("to", out var to))
            return Queries.NoTime;
        return from >= (to ?? now)
            ? new Invalid("from is not before to.")
            : new DriftQuery(model, from, to ?? now, [.. (request.Text("columns") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
    }
}
