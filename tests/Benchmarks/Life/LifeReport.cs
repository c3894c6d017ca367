using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Life;

/// <summary>The audit's story of the life, and what the customers saw.</summary>
internal static class LifeReport
{
    private const int MostCharacters = 150;

    /// <summary>What must have happened, in this order.</summary>
    private static readonly string[] Chapters = ["promotion", "dataset", "retraining", "gate", "shadow", "pilot", "pilot", "pilot", "promotion"];

    public static async Task<Report> OfAsync(LifeRun life, HttpClient http, TaskDefinition task, CancellationToken cancel)
    {
        var entries = await EntriesAsync(http, cancel);
        var table = new MarkdownTable("when", "what", "detail");
        foreach (var entry in entries)
            table.Add(entry.GetProperty("at").GetDateTimeOffset().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture), entry.GetProperty("action"), Short(entry.GetProperty("detail").GetString()!));
        var days = new MarkdownTable("day", "model", "orders", "MAE, minutes");
        foreach (var ((day, model), (answers, error)) in life.Days)
            days.Add(day.ToString("MM-dd", CultureInfo.InvariantCulture), model, answers, Report.Text(error / answers, "0.00"));
        Console.WriteLine(days);

        var verification = await http.GetFromJsonAsync<JsonElement>(new Uri("api/audit/verification", UriKind.Relative), cancel);
        var tickets = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/tickets?task={task.Name}", UriKind.Relative), cancel);
        var read = Chapters.Aggregate((Left: entries.AsEnumerable(), Missing: (string?)null), (told, chapter) => Next(told, chapter));
        return new Report(table, [], read.Missing is null && verification.GetProperty("isIntact").GetBoolean())
        {
            Notes =
            [
                read.Missing is { } missing ? $"The audit lacks: {missing}." : "Every step is in the audit, in its order.",
                $"{life.Outcomes} outcomes were told; audit: {verification}",
                string.Join('\n', tickets.GetProperty("tickets").EnumerateArray().Select(ticket => $"Ticket {ticket.GetProperty("id")} ({ticket.GetProperty("status")}): {ticket.GetProperty("title")} {ticket.GetProperty("detail")}")),
            ],
        };
    }

    private static (IEnumerable<JsonElement> Left, string? Missing) Next((IEnumerable<JsonElement> Left, string? Missing) told, string chapter)
    {
        if (told.Missing is not null)
            return told;
        var rest = told.Left.SkipWhile(entry => entry.GetProperty("action").GetString() != chapter).ToList();
        return rest.Count == 0 ? ([], chapter) : (rest.Skip(1), null);
    }

    private static async Task<List<JsonElement>> EntriesAsync(HttpClient http, CancellationToken cancel)
    {
        var entries = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/audit?limit=1000{(after is null ? string.Empty : $"&after={after}")}", UriKind.Relative), cancel);
            entries.AddRange(page.GetProperty("audit").EnumerateArray());
            if (!page.TryGetProperty("next", out var next) || next.GetString() is not { } last)
                return entries;
            after = last;
        }
    }

    private static string Short(string detail) => detail.Length > MostCharacters ? $"{detail[..MostCharacters]}…" : detail;
}
