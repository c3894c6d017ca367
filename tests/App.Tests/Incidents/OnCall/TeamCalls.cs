using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Incidents.OnCall;

/// <summary>The calls of a team, as a person makes them.</summary>
internal static class TeamCalls
{
    public const string Berlin = """
        {
          "tasks": [ "delivery-time" ],
          "people": [
            { "name": "ada", "contacts": [ { "channel": "email", "to": "ada@example.org" } ], "quiet": { "from": "22:00", "to": "07:00", "timeZone": "Europe/Berlin" } },
            { "name": "ben", "contacts": [ { "channel": "webhook", "to": "https://example.org/ben", "secret": "ops" } ] }
          ],
          "layers": [
            { "level": "operations", "people": [ "ada", "ben" ], "start": "2026-01-05", "at": "09:00", "days": 7, "timeZone": "Europe/Berlin" },
            { "level": "senior", "people": [ "ben" ], "start": "2026-01-05", "at": "09:00", "days": 28, "timeZone": "Europe/Berlin" }
          ],
          "policies": { "sev1": { "againMinutes": 10 } }
        }
        """;

    public static async Task<HttpResponseMessage> PutAsync(this AppHost host, string team, string json, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/on-call/{team}") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await host.Http.SendAsync(request);
    }

    public static Task<JsonElement> GetAsync(this AppHost host, string path) => host.Http.GetFromJsonAsync<JsonElement>($"api/on-call{path}");

    public static Task<HttpResponseMessage> OverrideAsync(this AppHost host, string team, object body) => host.Http.PostAsJsonAsync($"api/on-call/{team}/overrides", body);

    public static string With(string json, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(json)!;
        change(node);
        return node.ToJsonString();
    }
}
