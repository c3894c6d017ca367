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
        JsonElement[] models = [.. Items(await ReadAsync($"{path}/models"), "models")];
        if (models.Length == 0)
            return; // a task that ships, of which nothing but the definition is stored
        await DatasetsAsync($"{path}/datasets");
        foreach (var upload in Items(await ReadAsync($"{path}/uploads"), "uploads"))
            await ReadAsync($"{path}/uploads/{Text(upload, "id")}");
        foreach (var training in Items(await ReadAsync($"{path}/trainings"), "trainings"))
            await ReadAsync($"{path}/trainings/{Text(training, "id")}");
        foreach (var model in models)
            await EachAsync($"{path}/models/{Number(model, "version")}", "", "/scores", "/gates?to=production");
        foreach (var alarm in Items(await ReadAsync($"{path}/alarms"), "alarms"))
            await SomeAsync($"{path}/alarms/{Text(alarm, "alarm")}", "changes", "silences");
        foreach (var span in (string[])["second", "minute", "hour", "day"])
            await ReadAsync($"{path}/metrics?span={span}");
        await EachAsync(path, "/retrainings", "/staleness", "/promotions", "/deployments", "/stages", "/drift");
        foreach (var id in predictions.Where(id => id.StartsWith($"{task}.", StringComparison.Ordinal)).TakeLast(PredictionsOfATask))
            await ReadAsync($"api/predictions/{id}");
    }

    /// <summary>Rows, and changes since the version of the same role before, where retention has left both.</summary>
    private async Task DatasetsAsync(string path)
    {
        JsonElement[] datasets = [.. Items(await ReadAsync(path), "datasets")];
        foreach (var dataset in datasets)
        {
            await ReadAsync($"{path}/{Number(dataset, "version")}");
            if (IsDeleted(dataset))
                continue;
            await EachAsync($"{path}/{Number(dataset, "version")}", "/rows");
            var before = datasets.Where(one => Text(one, "role") == Text(dataset, "role") && Number(one, "version") < Number(dataset, "version"));
            if (!before.TakeLast(1).Any(IsDeleted))
                await EachAsync($"{path}/{Number(dataset, "version")}", "/changes?limit=5");
        }
    }

    private async Task TicketAsync(string id)
    {
        var ticket = await ReadAsync($"api/tickets/{id}");
        await ReadAsync($"api/jira/issues/{id}");
        if (Items(ticket, "events").Any(one => Text(one, "action") == "bundled"))
            await ReadAsync($"api/tickets/{id}/bundle");
    }

    /// <summary>Lists that may be empty; those that are need not be read again.</summary>
    private async Task SomeAsync(string path, params string[] lists)
    {
        foreach (var list in lists)
        {
            if (!Items(await ReadAsync($"{path}/{list}"), list).Any())
                answers.RemoveAt(answers.Count - 1);
        }
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

    private static bool IsDeleted(JsonElement dataset) => dataset.TryGetProperty("deletedAt", out _);

    private static JsonElement.ArrayEnumerator Items(JsonElement answer, string list) => answer.GetProperty(list).EnumerateArray();

    private static string Text(JsonElement item, string field) => item.GetProperty(field).GetString()!;

    private static int Number(JsonElement item, string field) => item.GetProperty(field).GetInt32();
}
