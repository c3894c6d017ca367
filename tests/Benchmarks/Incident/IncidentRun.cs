using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Benchmarks.Hosts;

namespace MlFunctions.Benchmarks.Incident;

/// <summary>What happens to a running host, told as it is seen from outside.</summary>
/// <param name="http">To the host.</param>
/// <param name="clock">The host's.</param>
/// <param name="table">Takes a line for each thing seen.</param>
internal sealed class IncidentRun(HttpClient http, MovableClock clock, MarkdownTable table)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset began = clock.GetUtcNow();

    public void Tell(string what, string detail)
    {
        var at = (clock.GetUtcNow() - began).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
        Console.WriteLine($"{at}  {what}: {detail}");
        table.Add(at, what, detail.Length > MostCharacters ? $"{detail[..MostCharacters]}…" : detail);
    }

    public void Move(TimeSpan by)
    {
        clock.Move(by);
        Tell("the clock is moved", $"{by.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} hours forward");
    }

    /// <summary>Asks again and again until it is there.</summary>
    /// <exception cref="BenchmarkException">It did not come in five minutes.</exception>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> ask, CancellationToken cancel)
        where T : class
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Patience; await Task.Delay(200, cancel))
        {
            if (await ask() is { } there)
                return there;
        }

        throw new BenchmarkException($"{what} did not come in {Patience.TotalMinutes} minutes.");
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) => await ReadAsync(await http.GetAsync(path, cancel), cancel);

    public async Task<string> TextAsync(string path, CancellationToken cancel) => await http.GetStringAsync(path, cancel);

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancel) => await ReadAsync(await http.PostAsJsonAsync(path, body, cancel), cancel);

    public async Task<JsonElement> PutAsync(string path, object body, CancellationToken cancel) => await ReadAsync(await http.PutAsJsonAsync(path, body, cancel), cancel);

    /// <summary>The newest active ticket of the task that an alarm about its errors opened; null before there is one.</summary>
    public async Task<Ticket?> TicketAsync(CancellationToken cancel)
    {
        var tickets = (await GetAsync($"api/tickets?task={ReadyModel.Task}", cancel)).GetProperty("tickets").EnumerateArray();
        return tickets.Where(ticket => ticket.GetProperty("alarms").EnumerateObject().Any(alarm => alarm.Name.StartsWith("mae", StringComparison.Ordinal))).Select(ticket => new Ticket(ticket)).FirstOrDefault();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            return response.IsSuccessStatusCode ? answer : throw new BenchmarkException($"{(int)response.StatusCode}: {answer}");
        }
    }

    private const int MostCharacters = 160;

    /// <summary>A ticket as the host answers it.</summary>
    internal sealed record Ticket(JsonElement Json)
    {
        public string Id => Json.GetProperty("id").GetString()!;
    }
}
