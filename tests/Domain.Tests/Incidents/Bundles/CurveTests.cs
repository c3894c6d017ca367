using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class CurveTests
{
    private static readonly DateTimeOffset To = new(2026, 3, 4, 5, 6, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void It_ends_at_the_alarm_begins_where_there_is_something_and_shows_gaps()
    {
        var figure = CurveFigure.Of(TestTasks.Delivery, Rule("mae"))!;
        SpanRow[] rows = [At(-4, 2, 4), At(-2, 6), At(-1, 1), At(-1, 5), At(0, 99), At(-500, 99)];

        var curve = Curve.Of(figure, rows, To, Minute);

        Assert.Equal(("mae", "minutes"), (curve.Figure, curve.Unit));
        Assert.Equal([3, null, 6, 3], curve.Points.Select(point => point.Value));
        Assert.Equal([2, 0, 1, 2], curve.Points.Select(point => point.Count));
        Assert.Equal((To - (4 * Minute), To), (curve.Points[0].From, curve.Points[^1].To));
    }

    /// <summary>Of 2 and 4 the mean is 3 and its standard error 1.</summary>
    [Fact]
    public void A_point_has_the_interval_of_its_standard_error()
    {
        var point = Assert.Single(Curve.Of(CurveFigure.Of(TestTasks.Delivery, Rule("mae"))!, [At(-1, 2, 4)], To, Minute).Points);
        Assert.Equal(3 - 1.96, point.Lower!.Value, 5);
        Assert.Equal(3 + 1.96, point.Upper!.Value, 5);
    }

    /// <summary>Wilson's interval of 1 in 10 is 0.0179 to 0.4042.</summary>
    [Fact]
    public void Failed_calls_are_a_share_with_Wilsons_interval()
    {
        var sums = new Aggregate { Predictions = 9 };
        sums.Failures.Add(503);
        sums.Failures.Add(400, 5);
        var reading = CurveFigure.Of(TestTasks.Delivery, Rule("errors"))!.Read(sums);

        Assert.Equal((0.1, 10), (reading.Value, reading.Count));
        Assert.Equal(0.0179, reading.Lower!.Value, 4);
        Assert.Equal(0.4042, reading.Upper!.Value, 4);
    }

    [Theory]
    [InlineData(Cadence.Second, "mae", 1, Cadence.Minute, 60)]
    [InlineData(Cadence.Second, "mae", 90, Cadence.Hour, 3600)]
    [InlineData(Cadence.Second, "mae-shift", 1, Cadence.Second, 10)]
    [InlineData(Cadence.Minute, "mae-shift", 1, Cadence.Minute, 60)]
    [InlineData(Cadence.Second, "errors", 60, Cadence.Minute, 60)]
    [InlineData(Cadence.Second, "errors", 360, Cadence.Minute, 180)]
    [InlineData(Cadence.Second, "errors-slow-burn", 4320, Cadence.Hour, 3600)]
    [InlineData(Cadence.Day, "errors", 60, Cadence.Hour, 3600)]
    [InlineData(Cadence.Hour, "mae", 60, Cadence.Hour, 3600)]
    [InlineData(Cadence.Second, "drift", 1440, Cadence.Day, 86400)]
    [InlineData(Cadence.Second, "contract", 60, Cadence.Hour, 3600)]
    public void Points_are_as_fine_as_the_alarm_looks_and_what_it_looked_at_is_in_sight(Cadence cadence, string alarm, int minutes, Cadence length, int seconds)
    {
        var task = TestTasks.Delivery with { Cadence = cadence };
        var evaluation = new AlarmEvaluation(To.AddMinutes(-minutes), To, Verdict.Worse, 1, 1, "");

        var spans = CurveSpans.Of(cadence, AlarmRules.Of(task).Single(rule => rule.Name == alarm), evaluation);

        Assert.Equal((length, TimeSpan.FromSeconds(seconds)), (spans.Length, spans.Each));
        Assert.True(spans.Start <= evaluation.From && spans.End >= To && (spans.End - spans.Start) / spans.Each <= Curve.MostPoints);
        Assert.Equal(Span.At(length, spans.End).Start, spans.End);
    }

    private static AlarmRule Rule(string name) => AlarmRules.Of(TestTasks.Delivery).Single(rule => rule.Name == name);

    /// <summary>A minute's errors, so many minutes from the end.</summary>
    private static SpanRow At(int minute, params double[] errors)
    {
        var sums = new Aggregate { Predictions = errors.Length };
        foreach (var error in errors)
            sums.Term("mae").Add(error);
        return new(new Span(Cadence.Minute, To + (minute * Minute)), new Series(1), sums);
    }
}
