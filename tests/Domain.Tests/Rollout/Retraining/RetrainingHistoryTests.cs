using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Support.Retrainings;

namespace MlFunctions.Domain.Tests.Rollout.Retraining;

/// <summary>Simulated histories of 120 days; the benchmark <c>retraining</c> plays a thousand of them with a look each hour.</summary>
public sealed class RetrainingHistoryTests
{
    private const int Histories = 100;

    private static readonly RetrainingHistory[] All = [.. Enumerable.Range(0, Histories).AsParallel().AsOrdered().Select(Play)];

    [Fact]
    public void Budget_cooldown_and_single_flight_hold_and_wrong_labels_make_no_loop()
    {
        var findings = All.Select(RetrainingFindings.Of).ToArray();

        Assert.Equal((0, 0, 0), (findings.Sum(found => found.OverBudget), findings.Sum(found => found.TooSoon), findings.Sum(found => found.AtOnce)));
        Assert.Empty(findings.Index().Where(found => found.Item.InIncident > found.Item.MostInIncident).Select(found => $"seed {found.Index}: {found.Item}"));
        Assert.True(findings.Sum(found => found.InIncident) > Histories / 4, "Incidents were not answered at all.");
    }

    [Fact]
    public void Drift_alone_and_weekdays_train_nothing() => Assert.Equal(
        0, All.Where(history => history.World.Kind is WorldKind.Steady or WorldKind.Drifting).Sum(history => history.Records.Count));

    [Fact]
    public void Decay_is_answered_in_time()
    {
        var decaying = All.Where(history => history.World.Kind == WorldKind.Decaying).ToArray();

        Assert.True(decaying.Sum(history => history.Waits.Count) > Histories, "Few models were too old or too bad.");
        string[] late = [.. decaying.Where(history => history.Waits.Exists(wait => wait > Longest(history.World))).Select(history => $"{history.Waits.Max()} days of {Longest(history.World)} in {history.World}")];
        Assert.True(late.Length == 0, string.Join('\n', late));
    }

    [Fact]
    public void The_same_seed_is_the_same_history_and_each_decision_can_be_made_again_from_what_is_kept()
    {
        var again = Enumerable.Range(0, 10).Select(Play).ToArray();

        Assert.Equal(All.Take(10).Select(Text), again.Select(Text));
        Assert.All(All, history => Assert.Equal(0, RetrainingFindings.Of(history).Different));
        RetrainingRecord[] kept = [.. All.MaxBy(history => history.Records.Count)!.Records.Select(record => JsonSerializer.Deserialize<RetrainingRecord>(JsonSerializer.Serialize(record, Json.Options), Json.Options)!)];
        Assert.All(kept, record => Assert.Equal(new(record.Reason.Cause, record.Reason.Detail), record.Replay(kept.TakeWhile(earlier => earlier != record))));
        Assert.True(All.SelectMany(history => history.Records).Select(record => record.Reason.Cause).Distinct().Count() == 3, "Not every cause has come up.");
    }

    /// <summary>New rows, and the wait after a gain.</summary>
    private static double Longest(RetrainingWorld world) => world.RefreshDays + (world.Policy.CooldownHours / 24) + 1;

    private static RetrainingHistory Play(int seed) => RetrainingHistory.Play(RetrainingWorld.Draw(seed), 120, 0.25, seed);

    private static string Text(RetrainingHistory history) => JsonSerializer.Serialize(history.Records, Json.Options);
}
