using System.Text.Json;
using MlFunctions.Support.Accounts;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>Calls every GET of the API that tells of stored documents, for each thing that the lists name.</summary>
internal sealed class AccountCalls(FilledHost host, IReadOnlyList<string> predictions, CancellationToken cancel)
{
    /// <summary>Predictions are many and alike.</summary>
    private const int PredictionsOfATask = 4;

    private readonly List<StoredAnswer> answers = [];

    public async Task<IReadOnlyList<StoredAnswer>> ReadAsync()
    {
        foreach (var task in Items(await ReadAsync("api/tasks"), "tasks"))
            await TaskAsync(Text(task, "name"));
        foreach (var team in Items(await ReadAsync("api/on-call"), "teams"))
            await EachAsync($"api/on-call/{Text(team, "name")}", "", "/shifts", "/overrides");
        foreach (var ticket in Items(await ReadAsync("api/tickets"), "tickets"))
            await TicketAsync(Text(ticket, "id"));
        await EachAsync("api/tickets?format=csv", "");
        await ReadAsync("api/jira/issues");
        foreach (var review in Items(await ReadAsync("api/reviews"), "reviews"))
            await EachAsync($"api/reviews/{Text(review, "week")}", "", "?format=md", "?format=html");
        await EachAsync("api/audit", "", "?format=csv", "/verification");
        return answers;
    }

    private async Task TaskAsync(string task)
    {
        var path = $"api/tasks/{task}";
        await ReadAsync(path);
        if ((await ReadAsync(path)).GetProperty("version").GetInt32() > 1)
            await ReadAsync($"{path}?version=1");
        foreach (var dataset in Items(await ReadAsync($"{path}/datasets"), "datasets"))
        {
            await ReadAsync($"{path}/datasets/{Number(dataset, "version")}");
            if (!dataset.TryGetProperty("deletedAt", out _))
                await EachAsync($"{path}/datasets/{Number(dataset, "version")}", "/rows");
        }

        foreach (var training in Items(await ReadAsync($"{path}/trainings"), "trainings"))
            await ReadAsync($"{path}/trainings/{Text(training, "id")}");
        JsonElement[] models = [.. Items(await ReadAsync($"{path}/models"), "models")];
        foreach (var model in models)
            await EachAsync($"{path}/models/{Number(model, "version")}", "", "/scores", "/gates?to=production");
        foreach (var alarm in Items(await ReadAsync($"{path}/alarms"), "alarms"))
            await EachAsync($"{path}/alarms/{Text(alarm, "alarm")}", "/changes", "/silences");
        foreach (var span in (string[])["second", "minute", "hour", "day"])
            await ReadAsync($"{path}/metrics?span={span}");
        await EachAsync(path, "/retrainings", "/promotions", "/deployments", "/stages");
        if (models.Length > 0)
            await EachAsync(path, "/staleness", "/drift");
        foreach (var id in predictions.Where(id => id.StartsWith($"{task}.", StringComparison.Ordinal)).TakeLast(PredictionsOfATask))
            await ReadAsync($"api/predictions/{id}");
    }

    private async Task TicketAsync(string id)
    {
        var ticket = await ReadAsync($"api/tickets/{id}");
        await ReadAsync($"api/jira/issues/{id}");
        if (Items(ticket, "events").Any(one => Text(one, "action") == "bundled"))
            await ReadAsync($"api/tickets/{id}/bundle");
    }

    private async Task EachAsync(string path, params string[] ends)
    {
        foreach (var end in ends)
            answers.Add(new(path + end, await host.TextAsync(path + end, cancel)));
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        await EachAsync(path, "");
        return JsonElement.Parse(answers[^1].Text);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement answer, string list) => answer.GetProperty(list).EnumerateArray();

    private static string Text(JsonElement item, string field) => item.GetProperty(field).GetString()!;

    private static int Number(JsonElement item, string field) => item.GetProperty(field).GetInt32();
}
