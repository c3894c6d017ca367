namespace MlFunctions.Demo;

/// <summary>Who answers for the demo's task: people without contacts, so that pages are seen in the tickets alone.</summary>
internal static class DemoTeam
{
    public static object Document { get; } = new
    {
        tasks = new[] { "delivery-time" },
        people = new[] { "ada", "ben", "cleo", "dan", "eva" }.Select(name => new { name }),
        layers = new[]
        {
            new { level = "operations", people = new[] { "ada", "ben" }, start = "2026-01-05", at = "09:00", days = 7, timeZone = "Europe/Berlin" },
            new { level = "engineer", people = new[] { "cleo", "dan" }, start = "2026-01-05", at = "09:00", days = 7, timeZone = "Europe/Berlin" },
            new { level = "senior", people = new[] { "eva" }, start = "2026-01-05", at = "09:00", days = 7, timeZone = "Europe/Berlin" },
        },
    };
}
