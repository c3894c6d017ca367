using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using static MlFunctions.Domain.Tests.Incidents.Reviews.Weeks;

namespace MlFunctions.Domain.Tests.Incidents.Reviews;

public sealed class ReviewMarkdownTests
{
    [Fact]
    public void It_is_short_and_says_what_happened()
    {
        var text = ReviewMarkdown.Of(Review(
            Ticket("a", Opened(At(1), Severity.Sev1, "Minutes are too few"), Paged(At(1), "bob"), Event(At(1, 0, 6), TicketAction.Acknowledged, "bob"), Event(At(1, 2, 30), TicketAction.Resolved) with { RootCause = "A late feed" },
                Planned(At(2), new(1, "Watch the feed", "cleo", At(5))))));

        Assert.StartsWith("# Week 2026-W48: 2026-11-23 to 2026-11-29\n", text, StringComparison.Ordinal);
        Assert.Contains("| opened | 1 | 0 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| sev1 | delivery-time | 1 | 0 | 1 | 0 | 0 | 0 |\n", text, StringComparison.Ordinal);
        Assert.Contains("- **sev1** `a` Minutes are too few\n  resolved, nobody (operations); opened 2026-11-24 00:00, acknowledged after 6 min, mitigated after 2.5 h, resolved after 2.5 h; 1 page\n  - Root cause: A late feed\n  - To do: Watch the feed (cleo, due 2026-11-28)\n", text, StringComparison.Ordinal);
        Assert.Contains("100 % of the pages", text, StringComparison.Ordinal);
        Assert.Contains("## Action items overdue\n\n- 2026-11-28 cleo: Watch the feed (sev1 `a`)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("## Aged", text, StringComparison.Ordinal);
        Assert.Contains("0 of 0 were good (–).", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a | b", "a \\| b")]
    [InlineData("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>")]
    [InlineData("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))")]
    [InlineData("a\n# b\r\n- c", "a \\# b  - c")]
    [InlineData("**a** `b` \\", "\\*\\*a\\*\\* \\`b\\` \\\\")]
    [InlineData("&lt;", "\\&lt;")]
    [InlineData("a\u2028b\u202Ec", "a bc")]
    public void What_people_wrote_stays_text(string title, string escaped)
    {
        var line = ReviewMarkdown.Of(Review(Ticket("a", Opened(At(1), Severity.Sev1, title)))).Split('\n').Single(line => line.StartsWith("- **sev1**", StringComparison.Ordinal));
        Assert.Equal($"- **sev1** `a` {escaped}", line);
    }

    [Fact]
    public void Long_texts_and_long_lists_are_cut_and_say_so()
    {
        var text = ReviewMarkdown.Of(Review([.. Enumerable.Range(1, 25).Select(i => Ticket($"t{i}", Opened(At(1), Severity.Sev1, string.Concat(Enumerable.Repeat("👩‍🚀", 400)))))]));

        Assert.Contains("- and 5 more in the JSON\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal);
        Assert.True(text.Length < 60_000, $"{text.Length} characters.");
    }
}
