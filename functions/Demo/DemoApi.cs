using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace MlFunctions.Demo;

/// <summary>The calls of the demo: what any user of the API could send.</summary>
internal sealed class DemoApi(DemoCalls calls)
{
    private const string Task = "api/tasks/delivery-time";
    private const string OnCall = "api/on-call";
    private const string Team = $"{OnCall}/deliveries";
    private const string Tickets = "api/tickets?task=delivery-time&limit=1";

    public async Task<bool> HasProductionModelAsync(CancellationToken cancel)
    {
        var models = await GetAsync("models?limit=1000", cancel);
        return models.GetProperty("models").EnumerateArray().Any(m => m.GetProperty("stage").GetString() == "production");
    }

    public Task<JsonElement> UploadAsync(IEnumerable<Order> orders, CancellationToken cancel)
    {
        var csv = new StringContent(string.Join('\n', orders.Select(o => o.ToCsv()).Prepend(Order.Header)) + "\n", Encoding.UTF8);
        csv.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return SendAsync("datasets?role=training", csv, cancel);
    }

    public Task<JsonElement> TrainAsync(int dataset, CancellationToken cancel) => SendAsync("trainings", JsonContent.Create(new { training = dataset, trainer = "lightgbm" }), cancel);

    public Task<JsonElement> TrainingAsync(string id, CancellationToken cancel) => GetAsync($"trainings/{id}", cancel);

    public Task<JsonElement> ModelAsync(int version, CancellationToken cancel) => GetAsync(string.Create(CultureInfo.InvariantCulture, $"models/{version}"), cancel);

    public Task<JsonElement> PromoteAsync(int model, CancellationToken cancel) =>
        SendAsync("promotions", JsonContent.Create(new { model, to = "production", reason = "the demo's first model" }), cancel);

    public Task<JsonElement> PredictAsync(Order order, CancellationToken cancel) => SendAsync("predictions", JsonContent.Create(new { input = order }), cancel);

    public Task<JsonElement> TellAsync(IEnumerable<(string Prediction, double Minutes)> outcomes, CancellationToken cancel) =>
        SendAsync("outcomes", JsonContent.Create(new { outcomes = outcomes.Select(o => new { prediction = o.Prediction, actual = o.Minutes }) }), cancel);

    public async Task<(string Id, string Title)?> NewestTicketAsync(CancellationToken cancel)
    {
        var tickets = (await calls.SendAsync(HttpMethod.Get, Tickets, null, cancel)).GetProperty("tickets");
        return tickets.EnumerateArray().Select(ticket => ((string, string)?)(ticket.GetProperty("id").GetString()!, ticket.GetProperty("title").GetString()!)).FirstOrDefault();
    }

    /// <summary>A team that takes turns, unless there is any.</summary>
    public async Task PutTeamAsync(CancellationToken cancel)
    {
        var teams = await calls.SendAsync(HttpMethod.Get, OnCall, null, cancel);
        if (teams.GetProperty("teams").GetArrayLength() == 0)
            await calls.SendAsync(HttpMethod.Put, Team, JsonContent.Create(DemoTeam.Document), cancel);
    }

    private Task<JsonElement> GetAsync(string path, CancellationToken cancel) =>
        calls.SendAsync(HttpMethod.Get, $"{Task}/{path}", null, cancel);

    private Task<JsonElement> SendAsync(string path, HttpContent body, CancellationToken cancel) =>
        calls.SendAsync(HttpMethod.Post, $"{Task}/{path}", body, cancel);
}
