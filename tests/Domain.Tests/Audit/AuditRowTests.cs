using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Audit;

public sealed class AuditRowTests
{
    private static readonly AuditEntry Entry = new(
        "deployment/eta/1", new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), AuditAction.Promotion, TaskName.Parse("eta"), "Zoë", "Model 1 went into production.", JsonSerializer.SerializeToElement(new { model = 1 }));

    [Fact]
    public void A_row_has_the_hash_that_sha256sum_gives_of_number_previous_and_text()
    {
        var row = AuditRow.After(AuditHead.None, Entry);

        // printf '1\n%064d\n{"key":"deployment/eta/1",…}' 0 | sha256sum
        Assert.Equal("""{"key":"deployment/eta/1","at":"2026-03-04T05:06:07+00:00","action":"promotion","task":"eta","by":"Zoë","detail":"Model 1 went into production.","document":{"model":1}}""", row.Text);
        Assert.Equal("9ffd70952f95b8528b5f49a0c328f19ea6a07c1a825e70f826ad41fdede37fca", row.Hash);
    }

    [Fact]
    public void A_hash_depends_on_every_part_and_a_text_is_read_as_it_was_written()
    {
        var row = AuditRow.After(AuditHead.None, Entry);

        Assert.Equal(5, new[] { row, row with { Number = 2 }, row with { Previous = row.Hash }, row with { Text = row.Text + " " }, AuditRow.After(AuditHead.None, Entry with { By = "Zoe" }) }.Select(one => one.Hash).Distinct().Count());
        Assert.Equal(JsonSerializer.Serialize(Entry, Json.Options), JsonSerializer.Serialize(row.Entry(), Json.Options));
        var large = AuditRow.After(AuditHead.None, Entry with { Document = JsonSerializer.SerializeToElement(new string('x', 1_000_000)) });
        Assert.Matches("""^.{100,200}"document":{"sha256":"[0-9a-f]{64}"}}$""", large.Text);
        Assert.Null((row with { Text = row.Text[1..] }).Entry());
        Assert.Null((row with { Text = "{}" }).Entry());
        Assert.Null((row with { Text = row.Text.Replace("promotion", "promotiom", StringComparison.Ordinal) }).Entry());
    }
}
