using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Tests.Audit;

internal static class Entries
{
    private static readonly TaskName Task = TaskName.Parse("sample-task");

    /// <summary>One of any number of entries, of a task every second time.</summary>
    public static AuditEntry Of(int number) => new(
        $"entry/{number}", new DateTimeOffset(2026, 3, 1, 0, 0, number % 60, TimeSpan.Zero), number % 3 == 0 ? AuditAction.Gate : AuditAction.Promotion, number % 2 == 1 ? Task : null, "Ada", $"Entry {number}.",
        JsonSerializer.SerializeToElement(new { text = "é", of = number }, Json.Options));
}
