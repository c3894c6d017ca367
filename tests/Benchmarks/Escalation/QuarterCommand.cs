using System.Diagnostics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Support.Quarters;
using MlFunctions.Support.Quarters.Stored;

namespace MlFunctions.Benchmarks.Escalation;

/// <summary>Whether everyone who is to be paged is paged once and in time, in a quarter in which instances die.</summary>
internal static class QuarterCommand
{
    public static Command Command { get; } = new(
        "quarter [--tickets 500] [--days 90] [--seed 1]",
        "A simulated quarter of three teams on storage: pages, how late, lost or twice, while two instances tick and die at random.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (tickets, days, seed) = (arguments.Count("tickets", 500), arguments.Count("days", 90), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        var table = new MarkdownTable("log", "tickets", "events", "pages", "late p50, s", "late max, min", "passed over", "lost", "twice", "unplanned", "hash", "seconds");
        var stored = await PlayAsync(await StoredLog.StartAsync(bed.ConnectionString, TestBed.Prefix, seed, cancel), "tables");
        var memory = await PlayAsync(new MemoryLog(), "memory");
        var holds = new[] { stored, memory }.All(found => (found.Late, found.Lost, found.Twice, found.Unplanned) == (0, 0, 0, 0)) && stored.Hash == memory.Hash;
        return new Report(table, [new($"a quarter of {tickets} tickets, two instances that die at random", $"{stored.Pages} pages, {stored.Late} late, {stored.Lost} lost, {stored.Twice} twice")], holds)
        {
            Notes = [$"Seed {seed}. Late is from the time of a step to its page, in which both instances may have been down; passed over are steps that a tick has not taken."],
        };

        async Task<QuarterFindings> PlayAsync(QuarterLog log, string name)
        {
            var watch = Stopwatch.StartNew();
            var found = await new Quarter(seed, new QuarterPlan(seed, tickets, days), log).PlayAsync(cancel);
            TimeSpan[] waits = [.. found.Waits.Order()];
            table.Add(
                name, found.Tickets, found.Events, found.Pages, Report.Text(waits[waits.Length / 2].TotalSeconds, "0"), Report.Text(waits[^1].TotalMinutes, "0.0"),
                found.Late, found.Lost, found.Twice, found.Unplanned, found.Hash[..16], Report.Text(watch.Elapsed.TotalSeconds, "0.0"));
            return found;
        }
    }
}
