using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Tickets;

/// <summary>Calls about tickets.</summary>
internal static class TicketCalls
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens one of the sample task, and returns it as it was answered.</summary>
    public static async Task<JsonElement> OpenAsync(this AppHost host, string title = "Orders are late.", string severity = "sev2", string? description = null, string? source = null, string? by = null)
    {
        var answer = await host.Http.PostAsJsonAsync("api/tickets", new { task = $"{SampleTask.Definition.Name}", title, severity, description, source, by }, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }

    public static Task<HttpResponseMessage> TryAsync(this AppHost host, string id, string command, object? body = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/tickets/{id}/{command}") { Content = JsonContent.Create(body ?? new { }) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return host.Http.SendAsync(request, Cancel);
    }

    /// <summary>Does a command, which must not be refused, and returns the ticket.</summary>
    public static async Task<JsonElement> DoAsync(this AppHost host, string id, string command, object? body = null)
    {
        var answer = await host.TryAsync(id, command, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }

    public static Task<JsonElement> TicketAsync(this AppHost host, string id) => host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{id}", Cancel);

    public static async Task<(string[] Titles, string? Next)> ListAsync(this AppHost host, string query)
    {
        var page = await host.Http.GetFromJsonAsync<JsonElement>($"api/tickets{query}", Cancel);
        return ([.. page.GetProperty("tickets").EnumerateArray().Select(ticket => ticket.Text("title")!)], page.TryGetProperty("next", out var next) ? next.GetString() : null);
    }
}
