using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms.Rules;

public sealed class SeasonalBaselineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_hour_has_its_own_usual_beyond_the_spread_of_its_days()
    {
        var seasonal = SeasonalBaseline.Of(Hours(14, hour => hour == 19 ? 20 : 10), Better.Lower);

        var (dinner, morning) = (seasonal.At(Start.AddHours(19))!, seasonal.At(Start.AddHours(8))!);

        Assert.InRange(dinner.Healthy, 20, 22);
        Assert.InRange(morning.Healthy, 10, 11);
        Assert.InRange(morning.StandardDeviation, 1.9, 2.1);
    }

    [Fact]
    public void Too_few_days_of_an_hour_are_taken_with_all_others_and_too_few_hours_tell_nothing()
    {
        Assert.Equal(10, SeasonalBaseline.Of(Hours(3, _ => 10), Better.Lower).At(Start)!.Healthy, 0.5);
        Assert.True(SeasonalBaseline.Of(Hours(3, _ => 10), Better.Higher).At(Start)!.Healthy < 10);
        Assert.Null(SeasonalBaseline.Of(Hours(1, _ => 10).Take(5), Better.Lower).At(Start));
    }

    /// <summary>Dinner's errors are twice the morning's, every day: by the usual of the hour that is no shift, by that of the validation rows it is one.</summary>
    [Fact]
    public void A_season_is_no_shift()
    {
        static double Mean(int hour) => hour is 19 or 20 ? 12 : 10;
        var (seasonal, rule, random) = (SeasonalBaseline.Of(Hours(14, Mean), Better.Lower), new PageHinkley(Better.Lower, 0.05, 0.05), new Random(4));
        Assert.Equal(0, Alarms(time => seasonal.At(time)!));
        Assert.True(Alarms(_ => new Baseline(10.2, 2, 0)) > 0);

        int Alarms(Func<DateTimeOffset, Baseline> usual)
        {
            var (state, worse) = (new ShiftState(), 0);
            for (var time = Start; time < Start.AddDays(3); time = time.AddMinutes(1))
            {
                (state, var evaluation) = rule.Evaluate(state, time, time.AddMinutes(1), Terms(random, 100, Mean(time.Hour)), usual(time));
                worse += evaluation is { Verdict: Verdict.Worse } ? 1 : 0;
            }

            return worse;
        }
    }

    [Fact]
    public void Validation_rows_serve_up_to_the_clear_line()
    {
        var terms = Terms(new Random(6), 500, 10);

        Assert.Equal(1.1 * terms.Mean(), Baseline.Of(terms, 1.1)!.Healthy, 12);
        Assert.Null(Baseline.Of(new Moments(), 1.1));
    }

    private static IEnumerable<(DateTimeOffset Hour, Moments Terms)> Hours(int days, Func<int, double> mean)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, days * 24).Select(hour => (Start.AddHours(hour), Terms(random, 1000, mean(hour % 24) * Normal.Sample(random, 1, 0.01))))];
    }

    private static Moments Terms(Random random, int count, double mean)
    {
        var moments = new Moments();
        for (var term = 0; term < count; term++)
            moments.Add(Normal.Sample(random, mean, 2));
        return moments;
    }
}
