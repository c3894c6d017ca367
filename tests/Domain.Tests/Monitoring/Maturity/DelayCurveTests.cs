using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tests.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Maturity;

public sealed class DelayCurveTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // At 1 h 60 of 300 are labelled: 0.2. 90 leave unlabelled at 2 h and 80 at 4 h, so that at 5 h 20 of 70 are: 1 − 0.8 × 50/70 = 3/7.
    private static readonly (DateTimeOffset Start, TimeSpan Length, Aggregate Sums)[] Worked = [At(10, 100, (1, 30), (5, 20)), At(4, 100, (1, 20)), At(2, 100, (1, 10))];

    [Fact]
    public void It_is_what_a_hand_works_out()
    {
        var curve = DelayCurve.Fit(TaskKind.Regression, Worked, Now)!;
        Assert.Equal(3 / 7.0, curve.EverLabelled(), 1e-12);
        Assert.Equal(0.2 / (3 / 7.0), curve.Maturity(TimeSpan.FromHours(3)), 1e-12);
        Assert.Equal(0, curve.Maturity(TimeSpan.FromHours(0.9)));
        Assert.Equal(1, curve.Maturity(TimeSpan.FromHours(5.2)), 1e-12);
        Assert.Equal(1, curve.Maturity(TimeSpan.FromDays(400)), 1e-12);
        Assert.InRange(curve.AgeOf(0.4).TotalHours, 0.97, 1.03);
        Assert.InRange(curve.AgeOf(0.5).TotalHours, 4.9, 5.1);
        Assert.InRange(curve.AgeOf(1).TotalHours, 4.9, 5.1);
    }

    [Fact]
    public void Two_classes_compete_and_the_later_one_tells_the_maturity()
    {
        var spans = Worked.ToArray();
        spans[0] = At(10, 100, (1, 30));
        spans[0].Sums.PositiveDelays.Add(LogBins.Of(3600 * 5), 35);
        var curve = DelayCurve.Fit(TaskKind.Binary, spans, Now)!;
        Assert.Equal(0.2, curve.Shares[^1], 1e-12);
        Assert.Equal(0.8 * 35 / 70, curve.Positives![^1], 1e-12);
        Assert.Equal(0.6, curve.EverLabelled(), 1e-12);
        Assert.Equal(0, curve.Maturity(TimeSpan.FromHours(4)), 1e-12);
        Assert.InRange(curve.AgeOf(0.01).TotalHours, 4.9, 5.1);
    }

    /// <summary>A hundred days of growing traffic, told in hours and days; a third is never labelled.</summary>
    [Theory]
    [InlineData(0.4, 1)]
    [InlineData(6, 1)]
    [InlineData(48, 24)]
    [InlineData(12, 24)]
    [InlineData(0.05, 1)]
    public void A_known_law_is_found_again(double meanHours, double spanHours)
    {
        const double Labelled = 2 / 3.0;
        double Law(double hours) => 1 - Math.Exp(-hours / meanHours);
        var (spans, ages) = Simulated(spanHours, random => random.NextDouble() < Labelled ? -meanHours * Math.Log(1 - random.NextDouble()) : null, seed: 1);
        var curve = DelayCurve.Fit(TaskKind.Regression, spans, Now)!;
        Assert.Equal(Labelled, curve.EverLabelled(), 0.01);
        foreach (var level in new[] { 0.05, 0.2, 0.5, 0.8, 0.95 })
        {
            var age = -meanHours * Math.Log(1 - level);
            var (seen, share) = (ages.Count(one => one >= age), Labelled * level);
            var sampling = Math.Sqrt(share * (1 - share) / seen) / Labelled;
            var bins = Law(age * 1.02) - Law(age * 0.98);
            Assert.Equal(level, curve.Maturity(TimeSpan.FromHours(age)), (4 * sampling) + bins + 0.005);
            Assert.InRange(curve.AgeOf(level).TotalHours, -meanHours * Math.Log(1 - Math.Max(0, level - (4 * sampling) - 0.005)) * 0.97, -meanHours * Math.Log(1 - Math.Min(0.999, level + (4 * sampling) + 0.005)) * 1.03);
        }
    }

    /// <summary>Of one day alone nobody knows how old its unlabelled predictions are, but that most of them are young.</summary>
    [Fact]
    public void A_span_as_long_as_the_delays_is_no_hindrance()
    {
        var random = new Random(6);
        var sums = new Aggregate { Predictions = 20_000 };
        for (var prediction = 0; prediction < sums.Predictions; prediction++)
        {
            var (age, delay) = (24 * random.NextDouble(), -6 * Math.Log(1 - random.NextDouble()));
            if (delay <= age)
                sums.Delays.Add(LogBins.Of(delay * 3600));
        }

        var curve = DelayCurve.Fit(TaskKind.Regression, [(Now.AddDays(-1), TimeSpan.FromDays(1), sums)], Now)!;
        foreach (var hours in new double[] { 0.5, 2, 6, 12, 18 })
            Assert.Equal(1 - Math.Exp(-hours / 6), curve.Maturity(TimeSpan.FromHours(hours)) * curve.EverLabelled(), 0.02);
    }

    /// <summary>Frauds are told by chargebacks after weeks, the rest is taken as genuine after days.</summary>
    [Fact]
    public void Late_positives_keep_a_window_immature()
    {
        var (spans, _) = Simulated(24, random =>
        {
            var isPositive = random.NextDouble() < 0.1;
            var hours = isPositive ? Math.Exp(Math.Log(480) + (0.3 * Streams.Normal(random))) : 48 * (0.5 + random.NextDouble());
            return isPositive ? -hours : hours;
        }, seed: 2);
        var curve = DelayCurve.Fit(TaskKind.Binary, spans, Now)!;
        Assert.Equal(0.1, curve.Positives![^1], 0.01);
        Assert.Equal(0.5, curve.Maturity(TimeSpan.FromHours(480)), 0.06);
        Assert.InRange(curve.Maturity(TimeSpan.FromHours(96)), 0, 0.01);
        Assert.InRange(curve.AgeOf(0.5).TotalHours, 450, 510);
    }

    [Fact]
    public void A_windows_maturity_is_the_mean_of_its_predictions()
    {
        var (spans, _) = Simulated(1, random => -6 * Math.Log(1 - random.NextDouble()), seed: 3);
        var curve = DelayCurve.Fit(TaskKind.Regression, spans, Now)!;
        double Window(double from, double hours) => curve.WindowMaturity(Now.AddHours(-from), TimeSpan.FromHours(hours), Now);
        // ∫ (1 − e^(−t/6)) dt over 0…12 h, and over 6…12 h, each over its hours.
        Assert.Equal(1 - (6 * (1 - Math.Exp(-2)) / 12), Window(12, 12), 0.01);
        Assert.Equal(1 - (6 * (Math.Exp(-1) - Math.Exp(-2)) / 6), Window(12, 6), 0.01);
        Assert.Equal(Window(12, 12), Window(12, 24), 1e-9);
        Assert.Equal(0, Window(-2, 1));
        Assert.Equal(1, Window(24 * 300, 24), 1e-9);
        Assert.Equal(curve.Maturity(TimeSpan.FromHours(5)), Window(5, 0.001), 0.001);
    }

    [Fact]
    public void Few_outcomes_leave_it_unknown()
    {
        Assert.Null(DelayCurve.Fit(TaskKind.Regression, [], Now));
        Assert.Null(DelayCurve.Fit(TaskKind.Regression, [At(10, 100)], Now));
        Assert.Null(DelayCurve.Fit(TaskKind.Regression, [At(10, 100, (1, DelayCurve.FewestOutcomes - 1))], Now));
        Assert.NotNull(DelayCurve.Fit(TaskKind.Regression, [At(10, 100, (1, DelayCurve.FewestOutcomes))], Now));
        Assert.Null(DelayCurve.Fit(TaskKind.Binary, [At(10, 100, (1, 90))], Now));
        Assert.Null(DelayCurve.Fit(TaskKind.Regression, [At(-5, 100, (1, 90))], Now));
    }

    [Fact]
    public void Its_form_is_small_and_comes_back_equal()
    {
        var (spans, _) = Simulated(1, random => Math.Exp(4 * Streams.Normal(random)), seed: 4);
        var curve = DelayCurve.Fit(TaskKind.Regression, spans, Now)!;
        Assert.InRange(curve.Ages.Count, 50, 450);
        var back = JsonSerializer.Deserialize<DelayCurve>(JsonSerializer.Serialize(curve, Json.Options), Json.Options)!;
        Assert.Equal(curve.Ages, back.Ages);
        Assert.Equal(curve.Maturity(TimeSpan.FromHours(2)), back.Maturity(TimeSpan.FromHours(2)));
    }

    private static (DateTimeOffset Start, TimeSpan Length, Aggregate Sums) At(double hoursAgo, int predictions, params (double Hours, int Count)[] labels)
    {
        var sums = new Aggregate { Predictions = predictions };
        foreach (var (hours, count) in labels)
            sums.Delays.Add(LogBins.Of(hours * 3600), count);
        return (Now.AddHours(-hoursAgo), TimeSpan.Zero, sums);
    }

    /// <summary>Predictions that come at random and more by the day, with those labels that have come by now. A delay in hours; null: never; negative: of a positive.</summary>
    private static (List<(DateTimeOffset Start, TimeSpan Length, Aggregate Sums)> Spans, List<double> Ages) Simulated(double spanHours, Func<Random, double?> delay, int seed)
    {
        const int Days = 100;
        var (random, ages) = (new Random(seed), new List<double>());
        var spans = new List<(DateTimeOffset Start, TimeSpan Length, Aggregate Sums)>();
        for (var back = Days * 24.0; back > 0; back -= spanHours)
        {
            var sums = new Aggregate { Predictions = (int)(spanHours * 12 * Math.Exp(1 - (back / Days / 24))) };
            for (var prediction = 0; prediction < sums.Predictions; prediction++)
            {
                var age = back - (spanHours * random.NextDouble());
                ages.Add(age);
                if (delay(random) is { } hours && Math.Abs(hours) <= age)
                    (hours < 0 ? sums.PositiveDelays : sums.Delays).Add(LogBins.Of(Math.Abs(hours) * 3600));
            }

            spans.Add((Now.AddHours(-back), TimeSpan.FromHours(spanHours), sums));
        }

        return (spans, ages);
    }
}
