using System.Text.Json;
using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

public sealed class PageHinkleyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Baseline Exponential = new(10, 10, 2);

    [Fact]
    public void A_shift_is_found_and_is_over_when_its_evidence_is_gone()
    {
        var (state, random, verdicts) = (new ShiftState(), new Random(3), new List<Verdict>());
        var rule = new PageHinkley(Better.Lower, 0.05, 0.05);
        for (var second = 0; second < 900; second++)
        {
            (state, var evaluation) = rule.Evaluate(state, Start.AddSeconds(second), Start.AddSeconds(second + 1), Terms(random, 200, second is >= 300 and < 400 ? 11.5 : 10), Exponential);
            verdicts.Add(evaluation!.Verdict);
        }

        Assert.DoesNotContain(Verdict.Worse, verdicts.Take(300));
        Assert.InRange(verdicts.IndexOf(Verdict.Worse), 300, 345);
        Assert.Contains(Verdict.Better, verdicts.Skip(400));
        Assert.DoesNotContain(Verdict.Worse, verdicts.Skip(400 + verdicts.Skip(400).ToList().IndexOf(Verdict.Better)));
    }

    [Fact]
    public void Of_a_metric_that_should_be_high_a_fall_is_found()
    {
        var (state, rule, last) = (new ShiftState(), new PageHinkley(Better.Higher, 0.05, 0.05), default(Verdict?));
        for (var second = 0; second < 60; second++)
        {
            (state, var evaluation) = rule.Evaluate(state, Start.AddSeconds(second), Start.AddSeconds(second + 1), Sum(100, 80), new Baseline(0.87, 0.2, -1.5));
            last = evaluation!.Verdict;
        }

        Assert.Equal(Verdict.Worse, last);
        Assert.Equal(0, rule.Evaluate(new ShiftState(), Start, Start.AddSeconds(1), Sum(100, 95), new Baseline(0.87, 0.2, -1.5)).State.Evidence);
    }

    [Fact]
    public void Few_terms_wait_until_they_are_enough_and_the_state_survives_storage()
    {
        var rule = new PageHinkley(Better.Lower, 0.05, 0.05);

        var (waiting, nothing) = rule.Evaluate(new ShiftState(), Start, Start.AddSeconds(1), Sum(20, 300), Exponential);
        var read = JsonSerializer.Deserialize<ShiftState>(JsonSerializer.Serialize(waiting, Json.Options), Json.Options)!;
        var (state, evaluation) = rule.Evaluate(read, Start.AddSeconds(1), Start.AddSeconds(2), Sum(20, 300), Exponential);

        Assert.Null(nothing);
        Assert.Equal((Start, Start.AddSeconds(2), 40L, 15.0), (evaluation!.From, evaluation.To, evaluation.Count, evaluation.Value));
        Assert.True(state is { Evidence: > 0, Count: 0, From: null, Sum: 0 });
    }

    [Theory]
    [InlineData(Better.Lower, "up")]
    [InlineData(Better.Higher, "down")]
    public void The_detail_tells_how_far_is_usual_and_where_it_fires(Better better, string to) => Assert.Matches(
        $@"^The mean over 40 outcomes is 10, where {to} to 10 is usual; evidence of a shift is 0, and it fires at \d+\.\d+\.$",
        new PageHinkley(better, 0.05, 0.05).Evaluate(new ShiftState(), Start, Start.AddSeconds(1), Sum(40, 400), Exponential).Evaluation!.Detail);

    /// <summary>Thirty outcomes in a month are one look in all that time, and a usual mean that is nothing has no share.</summary>
    [Fact]
    public void A_window_of_a_month_and_a_usual_mean_of_nothing_raise_no_alarm()
    {
        Assert.Equal(Verdict.Better, new PageHinkley(Better.Lower, 0.05, 1).Evaluate(new ShiftState(), Start, Start.AddDays(30), Sum(40, 400), Exponential).Evaluation!.Verdict);
        Assert.Equal(Verdict.Better, new PageHinkley(Better.Lower, 0.05, 0.05).Evaluate(new ShiftState(), Start, Start.AddSeconds(1), Sum(40, 400), new Baseline(0, 10, 2)).Evaluation!.Verdict);
    }

    /// <summary>Of ten false alarms a month, which is a rate that a short test can see: 40 months of minutes, the mean exactly usual, have 400; 360 to 440 are in 95 % of such months.</summary>
    [Theory]
    [InlineData(30, 0.05)]
    [InlineData(400, 0.05)]
    [InlineData(100, 0.4)]
    public void Quiet_months_have_as_many_false_alarms_as_are_stated_or_fewer(int terms, double shift)
    {
        const int Months = 40;
        var evident = ShiftEvidence.Of(Better.Lower, shift, terms, Exponential);
        var (random, limit, evidence, firings, fires) = (new Random(23), evident.Limit(43_200 / 10.0), 0.0, 0, false);
        for (var minute = 0; minute < Months * 43_200; minute++)
        {
            evidence = Math.Min(limit, evident.Add(evidence, Gamma.Sample(random, terms, terms / 10.0)));
            if (evidence >= limit && !fires)
                (fires, firings) = (true, firings + 1);
            else if (evidence == 0)
                fires = false;
        }

        Assert.InRange(firings, 150, 440);
        if (shift < 0.1)
            Assert.InRange(firings, 340, 440);
    }

    private static Moments Sum(long count, double sum)
    {
        var moments = new Moments { Count = count };
        moments.Sum.Add(sum);
        return moments;
    }

    private static Moments Terms(Random random, int count, double mean) => Sum(count, Gamma.Sample(random, count, 1 / mean));
}
