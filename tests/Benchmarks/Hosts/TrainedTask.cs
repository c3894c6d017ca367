using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>Brings a task of a running host to a model, by the calls that a user would send.</summary>
internal sealed class TrainedTask(HttpClient http, string task)
{
    private bool asksNoGates;

    /// <summary>Uploads rows, trains one trainer's model; its version.</summary>
    public async Task<int> TrainAsync(string csv, string trainer, int seed, CancellationToken cancel)
    {
        using var rows = new StringContent(csv, Encoding.UTF8, "text/csv");
        var dataset = await SendAsync("datasets?role=training", rows, cancel);
        using var order = JsonContent.Create(new { training = dataset.GetProperty("version").GetInt32(), trainer, seed });
        var training = await SendAsync("trainings", order, cancel);
        while (training.GetProperty("state").GetString() is var state and not "succeeded")
        {
            if (state == "failed")
                throw new BenchmarkException($"The training failed: {training.GetProperty("error").GetString()}");
            await Task.Delay(TimeSpan.FromSeconds(0.2), cancel);
            training = await ReadAsync(await http.GetAsync(Path($"trainings/{training.GetProperty("id").GetString()}"), cancel), cancel);
        }
        return training.GetProperty("model").GetInt32();
    }

    /// <summary>Puts it into production past all gates, of which the task is made to ask none.</summary>
    public async Task PromoteAsync(int model, CancellationToken cancel)
    {
        if (!asksNoGates)
            await DeclareAsync("promotion", new JsonObject { ["gates"] = new JsonArray() }, cancel);
        asksNoGates = true;
        using var order = JsonContent.Create(new { model, to = "production", reason = "a benchmark" });
        await SendAsync("promotions", order, cancel);
    }

    public Task RollBackAsync(CancellationToken cancel) => SendAsync("rollbacks", null, cancel);

    /// <summary>Posts to the task, and reads the answer.</summary>
    /// <exception cref="BenchmarkException">It was refused.</exception>
    public async Task<JsonElement> SendAsync(string path, HttpContent? body, CancellationToken cancel) => await ReadAsync(await http.PostAsync(Path(path), body, cancel), cancel);

    /// <summary>Declares the task again as it is, with one field set.</summary>
    public async Task DeclareAsync(string field, JsonNode value, CancellationToken cancel)
    {
        var self = new Uri($"api/tasks/{task}", UriKind.Relative);
        var document = JsonObject.Create(await ReadAsync(await http.GetAsync(self, cancel), cancel))!;
        document[field] = value;
        using var body = JsonContent.Create(document);
        await ReadAsync(await http.PutAsync(self, body, cancel), cancel);
    }

    private Uri Path(string path) => new($"api/tasks/{task}/{path}", UriKind.Relative);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancel);
            return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new BenchmarkException($"{response.RequestMessage!.RequestUri} answers {(int)response.StatusCode}: {text}");
        }
    }
}
