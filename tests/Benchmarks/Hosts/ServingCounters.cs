using System.Net;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>What an instance counts of its own serving: <c>GET /api/tasks/{task}/serving</c>.</summary>
internal sealed class ServingCounters(HttpClient http)
{
    /// <summary>Rows that a best-effort log has lost since the instance began; null where there is no such counter.</summary>
    public async Task<long?> RowsLostAsync(CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri($"api/tasks/{ReadyModel.Task}/serving", UriKind.Relative), cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        var counters = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        return counters.GetProperty("log").GetProperty("rowsLost").GetInt64();
    }
}
