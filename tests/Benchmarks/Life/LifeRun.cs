using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Incident;
using MlFunctions.Benchmarks.Reference;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Life;

/// <summary>Rows played as calls.</summary>
internal sealed class LifeRun(TaskDefinition task, HttpClient http, MovableClock clock, LifeTimers timers, Decay decay)
{
    private const int Customers = 4000;
    private const int Seed = 1;

    private readonly TrainedTask calls = new(http, task.Name.ToString());
    private readonly PriorityQueue<(string Prediction, double Actual), DateTimeOffset> underWay = new();
    private readonly Random random = new(Seed);

    /// <summary>Of each day, by the model that answered: answers and the sum of their errors.</summary>
    public SortedDictionary<(DateTime Day, int Model), (int Answers, double Error)> Days { get; } = [];

    public int Outcomes { get; private set; }

    /// <summary>Declares the pace of a small city, where a percent of all orders is ten a day; uploads, trains, promotes.</summary>
    public async Task BeginAsync(IReadOnlyList<Example> first, CancellationToken cancel)
    {
        var own = new Uri($"api/tasks/{task.Name}", UriKind.Relative);
        var document = (await http.GetFromJsonAsync<JsonObject>(own, cancel))!;
        document["datasets"] = new JsonObject { ["refreshDays"] = 1, ["validationDays"] = 1, ["trainingDays"] = 5, ["fewestRows"] = 300 };
        document["retraining"] = new JsonObject { ["maxAgeDays"] = 14, ["newLabels"] = 300, ["cooldownHours"] = 12 };
        document["promotion"] = new JsonObject { ["margin"] = 0.05, ["shadowRows"] = 500, ["pilotOutcomes"] = 8 };
        using var put = await http.PutAsJsonAsync(own, document, cancel);
        put.EnsureSuccessStatusCode();

        using var rows = new StringContent(ExampleCsv.Of(task, first), System.Text.Encoding.UTF8, "text/csv");
        await calls.SendAsync("datasets?role=training", rows, cancel);
        using var order = JsonContent.Create(new { trainer = "lightgbm" });
        await calls.SendAsync("trainings", order, cancel);
        await timers.MoveAsync(clock.GetUtcNow().AddHours(1.5), () => Task.CompletedTask);
        using var promotion = JsonContent.Create(new { model = 1, to = "production", reason = "the first model", by = "ada" });
        await calls.SendAsync("promotions", promotion, cancel);
    }

    /// <summary>Predicts each row when it was placed, and tells of it when it arrived; the last ones a day later.</summary>
    public async Task PlayAsync(IReadOnlyList<Example> rows, CancellationToken cancel)
    {
        var place = task.PlaceOf(task.Time);
        var first = DateTime.UnixEpoch.AddSeconds(rows[0].Input.Numbers[place]).Date;
        foreach (var (row, call) in rows.Zip(HeldOutCalls.Of(task, rows)))
        {
            var placed = new DateTimeOffset(DateTime.UnixEpoch.AddSeconds(row.Input.Numbers[place]));
            await timers.MoveAsync(placed, () => TellAsync(cancel));
            using var body = JsonContent.Create(new { unit = $"customer-{random.Next(Customers)}", input = call.Input });
            var answer = await calls.SendAsync("predictions", body, cancel);
            var actual = row.Label * decay.Factor((placed - first).TotalDays + DaysBefore);
            underWay.Enqueue((answer.GetProperty("id").GetString()!, actual), placed.AddMinutes(actual));
            Count(placed, answer, actual);
        }

        await timers.MoveAsync(clock.GetUtcNow().AddDays(1), () => TellAsync(cancel));
    }

    /// <summary>Days of the file that the first model has learned from.</summary>
    public required double DaysBefore { get; init; }

    private void Count(DateTimeOffset placed, JsonElement answer, double actual)
    {
        var day = (placed.UtcDateTime.Date, answer.GetProperty("model").GetInt32());
        var (answers, error) = Days.GetValueOrDefault(day);
        Days[day] = (answers + 1, error + Math.Abs(actual - answer.GetProperty("output").GetProperty(task.Output).GetDouble()));
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        var arrived = new List<object>();
        while (underWay.TryPeek(out var one, out var at) && at <= clock.GetUtcNow())
        {
            underWay.Dequeue();
            arrived.Add(new { prediction = one.Prediction, actual = one.Actual, observedAt = at });
        }

        if (arrived.Count == 0)
            return;
        using var body = JsonContent.Create(new { outcomes = arrived });
        await calls.SendAsync("outcomes", body, cancel);
        Outcomes += arrived.Count;
    }
}
