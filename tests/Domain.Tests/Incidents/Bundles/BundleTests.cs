using System.Text.Json;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class BundleTests
{
    /// <summary>Bundles are kept for years: what they look like changes on purpose alone.</summary>
    [Fact]
    public void It_is_written_as_it_always_was()
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Incidents", "Bundles", "bundle.json"));
        Assert.Equal(golden.TrimEnd(), JsonSerializer.Serialize(Whole(), Json.Readable));
    }

    [Fact]
    public void It_reads_back_as_it_was_written()
    {
        var json = JsonSerializer.Serialize(Whole(), Json.Readable);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Bundle>(json, Json.Options), Json.Readable));
    }

    /// <summary>MAE is 6 on the validation rows; the threshold fires at 1.2 and clears at 1.1 times that.</summary>
    [Fact]
    public void A_rule_shows_its_lines_in_the_metrics_unit()
    {
        var task = TestTasks.Delivery with { Thresholds = [new("mae", 1.2, 1.1), new("coverage", 0.6, 0.7, ThresholdBasis.Absolute)] };
        RuleFigures[] rules = [.. AlarmRules.Of(task).Take(2).Select(rule => RuleFigures.Read(task, rule, Seen, name => name == "mae" ? 6 : 0.8))];

        Assert.Equal(("mae", "minutes", 6.0), (rules[0].Metric, rules[0].Unit, rules[0].Validation));
        Assert.Equal(7.2, rules[0].Fire!.Value, 9);
        Assert.Equal(6.6, rules[0].Clear!.Value, 9);
        Assert.Equal((0.6, 0.7), (rules[1].Fire, rules[1].Clear));
    }

    private static AlarmEvaluation Seen => new(Made.At.AddMinutes(-1), Made.At, Verdict.Worse, 9.25, 240, "mae is 9.25 over 240 outcomes; it fires at 7.2 and clears at 6.6.");

    private static Bundle Whole()
    {
        var (task, id) = (TestTasks.Delivery with { Thresholds = [new("mae", 1.2, 1.1)] }, TicketId.Of(TestTasks.Delivery.Name, "mae", 1));
        LabelledPrediction[] orders = [.. Enumerable.Range(0, 240).Select(i => Made.Delivery(i, i % 2 == 0 ? 31 : 38, i % 2 == 0 ? "s1" : "s2", 2))];
        var sums = new Aggregate();
        sums.Term("mae").Add(4);
        sums.Term("mae").Add(6);
        return new(id, 1, Made.At.AddSeconds(3), task.Name, new TicketEvidence("mae", 1, AlarmState.Firing, Seen, 5))
        {
            Rule = RuleFigures.Read(task, AlarmRules.Of(task)[0], Seen, _ => 6),
            Curve = Curve.Of(CurveFigure.Of(task, AlarmRules.Of(task)[0])!, [new SpanRow(new Span(Cadence.Minute, Made.At.AddMinutes(-2)), new(5), sums)], Made.At, TimeSpan.FromMinutes(1)),
            Slices = WorstSlices.Of(task, SlicedPredictions.Of(task, orders)!, 240),
            Predictions = ShownPredictions.Worst("absolute error", orders[..3], 240),
            Versions = ModelVersions.Of(Cards.Of(5, 5.5), 2, "c0ffee"),
            Deployments = [new DeploymentChange(2, Made.At.AddDays(-1), DeploymentAction.Promotion, 5, 4, "it is better", Forced: false)],
            Trainings = [new Training("20260303-1", TrainingState.Succeeded, new TrainingOrder("lightgbm", 1, 3, 42), Made.At.AddDays(-1), Model: 5)],
            Rollback = RollbackTarget.Of(task, Cards.Of(4, 6), Cards.Of(5, 5.5), null, null),
            Similar = [new(TicketId.Parse("earlier", null), "Orders come late", TicketStatus.Resolved, Made.At.AddDays(-20), Made.At.AddDays(-19), "A strike.", "Another company.", ["mae"], 1.25)],
            Missing = new(StringComparer.Ordinal) { ["drift"] = "It could not be had in time." },
        };
    }
}
