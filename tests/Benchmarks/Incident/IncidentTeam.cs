namespace MlFunctions.Benchmarks.Incident;

/// <summary>Three people, one a level; each is paged by a signed webhook and by mail.</summary>
internal static class IncidentTeam
{
    /// <summary>The setting that holds the webhook's secret is <c>Secrets__ops</c>.</summary>
    public const string Secret = "ops";

    public static object Document(Uri webhook) => new
    {
        tasks = new[] { ReadyTask },
        people = new[] { "ada", "cleo", "eva" }.Select(name => new
        {
            name,
            contacts = new object[] { new { channel = "webhook", to = webhook, secret = Secret }, new { channel = "email", to = $"{name}@example.org" } },
        }),
        layers = new[] { ("operations", "ada"), ("engineer", "cleo"), ("senior", "eva") }.Select(layer => new
        {
            level = layer.Item1, people = new[] { layer.Item2 }, start = "2026-01-05", at = "09:00", days = 7, timeZone = "Europe/Berlin",
        }),
    };

    private const string ReadyTask = Hosts.ReadyModel.Task;
}
