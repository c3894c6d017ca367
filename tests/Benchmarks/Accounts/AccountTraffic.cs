using System.Globalization;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>Calls that are predicted, and their outcomes.</summary>
internal sealed class AccountTraffic(FilledHost host, CancellationToken cancel)
{
    private const int OrdersAMinute = 20;

    private readonly Random random = new(3);
    private readonly List<string> predictions = [];

    /// <summary>Their ids, in the order of the calls.</summary>
    public IReadOnlyList<string> Predictions => predictions;

    /// <summary>Minutes in which orders are predicted, and delivered within half a minute of the call.</summary>
    /// <param name="minutes">How many.</param>
    /// <param name="late">Minutes that deliveries take longer than predicted.</param>
    /// <param name="isMerged">Whether the metric timer ticks each minute.</param>
    public async Task DeliverAsync(int minutes, double late, bool isMerged = true)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            var inputs = Enumerable.Range(0, OrdersAMinute).Select(order => new { placed = host.Now.AddSeconds(-order).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), store = $"s{random.Next(8)}", items = 1 + random.Next(6), couriers = random.Next(5, 50) });
            var answers = await PredictAsync(AccountTasks.Deliveries, new { inputs });
            host.Clock.Move(TimeSpan.FromSeconds(30));
            await TellAsync(AccountTasks.Deliveries, answers.Select(answer => (object)(Math.Round(answer.GetProperty("output").GetProperty("minutes").GetDouble() + late + (4 * random.NextDouble()) - 2, 3))), answers);
            host.Clock.Move(TimeSpan.FromSeconds(30));
            if (isMerged)
                await host.FireAsync("ComputeTaskMetrics");
        }
    }

    public async Task RankAsync()
    {
        var inputs = Enumerable.Range(0, 6).Select(request => new { qid = $"r{request}", products = Enumerable.Range(1, 3).Select(product => new Dictionary<string, object> { ["id"] = $"p{product}", ["1"] = product - 1, ["2"] = random.Next(100) }) });
        var answers = await PredictAsync(AccountTasks.Results, new { inputs });
        await TellAsync(AccountTasks.Results, answers.Select(_ => (object)new Dictionary<string, int> { ["p1"] = 0, ["p2"] = 1, ["p3"] = 2 }), answers);
    }

    public async Task PayAsync()
    {
        var inputs = Enumerable.Range(0, 40).Select(payment => new { amount = random.Next(1, 160), age = random.Next(18, 90), items = random.Next(1, 20), hour = random.Next(24), country = payment % 2 == 0 ? "de" : "fr" });
        var answers = await PredictAsync(AccountTasks.Payments, new { inputs });
        await TellAsync(AccountTasks.Payments, answers.Select((_, payment) => (object)(payment % 5 == 0)), answers);
    }

    /// <summary>Outcomes are told once more, otherwise.</summary>
    public async Task CorrectAsync()
    {
        string[] told = [.. predictions.Where(id => id.StartsWith($"{AccountTasks.Deliveries}.", StringComparison.Ordinal)).TakeLast(3)];
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/outcomes", new { outcomes = told.Select(prediction => new { prediction, actual = 33.5 }) }, cancel);
    }

    private async Task<JsonElement[]> PredictAsync(string task, object body)
    {
        JsonElement[] answers = [.. (await host.PostAsync($"api/tasks/{task}/predictions", body, cancel)).GetProperty("predictions").EnumerateArray()];
        predictions.AddRange(answers.Select(answer => answer.GetProperty("id").GetString()!));
        return answers;
    }

    private async Task TellAsync(string task, IEnumerable<object> actuals, JsonElement[] answers)
    {
        var outcomes = answers.Zip(actuals, (answer, actual) => new { prediction = answer.GetProperty("id").GetString(), actual, observedAt = host.Now });
        var told = await host.PostAsync($"api/tasks/{task}/outcomes", new { outcomes }, cancel);
        if (told.GetProperty("accepted").GetInt32() != answers.Length)
            throw new BenchmarkException($"Of {answers.Length} outcomes of {task}: {told}");
    }
}
