using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;

namespace MlFunctions.Domain.Tests.Rollout.Retraining;

public sealed class StalenessTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Neighbours_that_fall_are_pooled_at_their_weighted_mean() =>
        Assert.Equal([(1, 1, 1), (3, 2.5, 4), (5, 3, 1)], IsotonicFit.Of([(1, 1, 1), (2, 4, 1), (10.0 / 3, 2, 3), (5, 3, 1)]).Select(block => (block.Place, block.Value, block.Weight)));

    /// <summary>Of all functions that never fall it is the nearest: no small move of a block is nearer, and pooling again changes nothing.</summary>
    [Fact]
    public void The_fit_never_falls_and_keeps_the_mean()
    {
        var random = new Random(1);
        for (var run = 0; run < 200; run++)
        {
            var points = Enumerable.Range(0, 30).Select(place => ((double)place, (place / 10.0) + random.NextDouble(), 0.1 + random.NextDouble())).ToArray();
            var fit = IsotonicFit.Of(points);

            Assert.All(fit.Zip(fit.Skip(1)), pair => Assert.True(pair.First.Value < pair.Second.Value));
            Assert.Equal(points.Sum(point => point.Item2 * point.Item3), fit.Sum(block => block.Value * block.Weight), 9);
            Assert.Equal(fit, IsotonicFit.Of(fit));
        }
    }

    [Fact]
    public void An_older_model_s_loss_is_a_share_of_the_freshest_one_s_on_the_same_set()
    {
        var points = StalenessPoint.Of(
            [Score(7, 1, 20, 12), Score(7, 2, 10, 11, At.AddDays(-1)), Score(7, 2, 10, 10.5), Score(7, 3, 1, 10), Score(8, 3, 8, 10), Score(9, 2, null, 20), Score(9, 3, 1, 10)], MeanAbsoluteError.Metric);

        Assert.Equal([(7, 2, 10, 3, 0.05), (7, 1, 20, 3, 0.2)], points.Select(point => (point.Set, point.Model, point.AgeDays, point.Freshest, Math.Round(point.Loss, 9))));
        Assert.Equal(Math.Sqrt(2) / (2 * 1.959964 * 10), points[0].StandardError, 9);
    }

    [Fact]
    public void The_limit_is_the_first_age_at_which_the_expected_loss_passes_the_margin()
    {
        var curve = StalenessCurve.Of([Point(10, 0.01), Point(20, 0.03), Point(30, 0.05)], 0.02);
        Assert.Equal(15, curve.LimitDays!.Value, 9);
        Assert.All(curve.Knots, knot => Assert.InRange(knot.Loss, knot.Lower, knot.Upper));

        Assert.Equal(10, StalenessCurve.Of([Point(20, 0.04), Point(30, 0.05), Point(40, 0.06)], 0.02).LimitDays!.Value, 9);
        Assert.Null(StalenessCurve.Of([Point(10, 0.01), Point(20, 0.05), Point(30, -0.02)], 0.02).LimitDays);
        Assert.Null(StalenessCurve.Of([Point(10, 0.5), Point(20, 0.5)], 0.02).LimitDays);
        Assert.Null(StalenessCurve.Of([Point(10, 0.5), Point(10, 0.5), Point(10, 0.5)], 0.02).LimitDays);
    }

    /// <summary>Losses of 0.2 % a day, measured within 1 %: the limit for a margin of 2 % is ten days.</summary>
    [Fact]
    public void A_limit_is_found_in_noise()
    {
        var random = new Random(1);
        var limits = Enumerable.Range(0, 200).Select(_ => StalenessCurve.Of([.. Enumerable.Range(1, 12).Select(place => Point(2 * place, (0.004 * place) + (0.02 * (random.NextDouble() - 0.5)), 0.006))], 0.02).LimitDays!.Value).Order().ToArray();

        Assert.InRange(limits[100], 8.5, 11.5);
        Assert.InRange(limits[10], 6, 14);
        Assert.InRange(limits[190], 6, 14);
    }

    private static StalenessPoint Point(double age, double loss, double error = 0.005) => new(1, 1, age, 2, loss, error);

    private static SetScore Score(int set, int model, double? age, double mae, DateTimeOffset? at = null) => new(
        set, "", model, at ?? At, new Evaluation(100, 10, "", Better.Lower, [new("mae", mae, mae - 0.5, mae + 0.5)], [], new("mae", 0, 0, 0), null, [], []), [], age);
}
