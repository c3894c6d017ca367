using System.Diagnostics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Support.Retrainings;

namespace MlFunctions.Benchmarks.Retraining;

/// <summary>Whether retraining keeps to its policy whatever happens, in a thousand simulated histories.</summary>
internal static class RetrainingCommand
{
    public static Command Command { get; } = new(
        "retraining [--histories 1000] [--days 120] [--minutes 60] [--seed 1]",
        "Simulated histories of retraining: budget, cooldown, wrong labels, drift without loss, how soon decay is answered, and whether decisions come out the same again.",
        (arguments, cancel) => Task.FromResult(Measure(arguments.Count("histories", 1000), arguments.Count("days", 120), arguments.Count("minutes", 60), arguments.Count("seed", 1), cancel)));

    private static Report Measure(int histories, int days, int minutes, int seed, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var played = new (WorldKind Kind, RetrainingFindings Found, RetrainingHistory History)[histories];
        Parallel.For(0, histories, new ParallelOptions { CancellationToken = cancel }, place =>
        {
            var history = RetrainingHistory.Play(RetrainingWorld.Draw((histories * (seed - 1)) + place), days, minutes / 1440.0, place);
            played[place] = (history.World.Kind, RetrainingFindings.Of(history), history);
        });
        var table = new MarkdownTable("world", "histories", "retrainings", "by performance", "over budget", "too soon", "at once", "most in an incident", "of", "over the bound", "p95 wait, days", "decided otherwise again");
        foreach (var world in played.GroupBy(one => one.Kind).OrderBy(world => world.Key))
        {
            var worst = world.MaxBy(one => one.Found.InIncident).Found;
            table.Add(
                world.Key.Word(), world.Count(), world.Sum(one => one.History.Records.Count), world.Sum(one => one.Found.ByPerformance), world.Sum(one => one.Found.OverBudget), world.Sum(one => one.Found.TooSoon),
                world.Sum(one => one.Found.AtOnce), worst.InIncident, worst.InIncident == 0 ? "" : $"{worst.MostInIncident}", world.Count(one => one.Found.InIncident > one.Found.MostInIncident),
                Wait([.. world.SelectMany(one => one.History.Waits).Order()]), world.Sum(one => one.Found.Different));
        }

        var quiet = played.Where(one => one.Kind is WorldKind.Steady or WorldKind.Drifting).Sum(one => one.History.Records.Count);
        var holds = played.All(one => one.Found.Hold) && quiet == 0;
        return new Report(table, [new($"{histories} simulated histories of retraining", holds ? "no budget overspent, no loop" : "not all held")], holds)
        {
            Notes =
            [
                $"Seed {seed}; {days} days with a look every {minutes} minutes each, {played.Sum(one => one.History.Records.Count(record => record.Reason.Cause == RetrainingCause.Age))} retrainings by age, in {Report.Text(watch.Elapsed.TotalSeconds, "0")} s. " +
                "An incident's bound is 1 + log2(1 + its length in cooldowns). A wait is from when a model was older, or worse by twice what is taken, than the policy says.",
            ],
        };
    }

    private static string Wait(double[] waits) => waits.Length == 0 ? "" : Report.Text(waits[(int)(0.95 * (waits.Length - 1))], "0.0");
}
