using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

/// <summary>Alerts of a fraud model of constant quality: chargebacks come after 20 days on average, what was legitimate is known after 5.</summary>
[Trait("Category", "Slow")]
public sealed class LateLabelsTests
{
    private const int Days = 240;
    private const int AlertsADay = 200;
    private const double Precision = 0.6;
    private const double Mature = 0.9;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AlarmRule Rule = AlarmRules
        .Of(new TaskDefinition(TaskName.Parse("card-fraud"), "", TaskKind.Binary, [], "y", "averagePrecision") { Cadence = Cadence.Day, Thresholds = [new("precisionAtBudget", 0.8, 0.9)] })
        [0];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Constant_quality_opens_nothing_at_equal_maturity_where_the_naive_metric_does(int seed)
    {
        var alerts = Alerts(seed, _ => Precision);

        Assert.Equal(0, Firings(day => Labelled(alerts, day - AgeOfMaturity, day - AgeOfMaturity + 1, day)));
        Assert.True(Firings(day => day % 7 == 0 ? Labelled(alerts, day - 7, day, day) : new("precisionAtBudget", null, 0)) > 0);
    }

    /// <summary>From the first day on, when the delays are still to be learned: only windows that the fitted curve takes for mature are judged.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Constant_quality_opens_nothing_while_the_delays_are_learned(int seed)
    {
        var alerts = Alerts(seed, _ => Precision);
        var judged = 0;

        Assert.Equal(0, Firings(
            day =>
            {
                if (DelayCurve.Fit(TaskKind.Binary, Spans(alerts, day), Start.AddDays(day)) is not { } curve || !curve.IsComplete())
                    return new("precisionAtBudget", null, 0);
                judged++;
                var newest = day - 1 - (int)Math.Ceiling(curve.AgeOf(Mature).TotalDays);
                return Labelled(alerts, newest, newest + 1, day);
            },
            first: 1));
        Assert.InRange(judged, Days / 3, Days - 30);
    }

    [Fact]
    public void Lost_quality_is_found_at_equal_maturity()
    {
        var alerts = Alerts(1, day => day < 100 ? Precision : Precision / 2);

        Assert.Equal(1, Firings(day => Labelled(alerts, day - AgeOfMaturity, day - AgeOfMaturity + 1, day)));
    }

    /// <summary>The age in days at which nine tenths of the labels of the slower class have come, by the law of their delay.</summary>
    private static int AgeOfMaturity => (int)Math.Ceiling(Gamma.InvCDF(4, 4 / 20.0, Mature)) + 1;

    /// <summary>What the days up to one have seen by its beginning.</summary>
    private static IEnumerable<(DateTimeOffset Start, TimeSpan Length, Aggregate Sums)> Spans(List<(int Day, bool Fraud, double Told)> alerts, int now) =>
        from day in alerts.TakeWhile(alert => alert.Day < now).GroupBy(alert => alert.Day)
        select (Start.AddDays(day.Key), TimeSpan.FromDays(1), Sums(day, now));

    private static Aggregate Sums(IEnumerable<(int Day, bool Fraud, double Told)> alerts, int now)
    {
        var sums = new Aggregate();
        foreach (var (day, fraud, told) in alerts)
        {
            sums.Predictions++;
            if (told > now)
                continue;
            sums.Outcomes++;
            (fraud ? sums.PositiveDelays : sums.Delays).Add(LogBins.Of((told - day - 0.5) * 86_400));
        }

        return sums;
    }

    private static List<(int Day, bool Fraud, double Told)> Alerts(int seed, Func<int, double> precision)
    {
        var random = new Random(seed);
        return [.. from alert in Enumerable.Range(0, Days * AlertsADay)
            let day = alert / AlertsADay
            let fraud = random.NextDouble() < precision(day)
            select (day, fraud, day + 1 + (fraud ? Gamma.Sample(random, 4, 4 / 20.0) : Exponential.Sample(random, 1 / 5.0)))];
    }

    /// <summary>Precision over the alerts of some days whose labels have been told by another.</summary>
    private static LiveMetric Labelled(List<(int Day, bool Fraud, double Told)> alerts, int from, int to, int now)
    {
        var told = alerts.Where(alert => alert.Day >= from && alert.Day < to && alert.Told <= now).ToArray();
        var share = told.Length == 0 ? 0 : told.Average(alert => alert.Fraud ? 1.0 : 0);
        var deviation = Math.Sqrt(share * (1 - share));
        return new("precisionAtBudget", share, told.Length, deviation / Math.Sqrt(told.Length), deviation > 0 ? (1 - (2 * share)) / deviation : 0);
    }

    private static int Firings(Func<int, LiveMetric> seen, int? first = null)
    {
        var rule = new ThresholdRule(TaskMetrics.Find(TaskKind.Binary, "precisionAtBudget")!, Rule.Threshold!, Precision, Rule.Significance);
        var (alarm, firings) = (new Alarm(TestTasks.Delivery.Name, Rule.Name), 0);
        for (var day = first ?? AgeOfMaturity; day < Days; day++)
        {
            if (rule.Evaluate(Start.AddDays(day - 1), Start.AddDays(day), seen(day)) is not { } evaluation)
                continue;
            (alarm, var change) = alarm.Apply(evaluation, Rule.Needed, Rule.Of, evaluation.To);
            firings += change is { To: AlarmState.Firing } ? 1 : 0;
        }

        return firings;
    }
}
