using System.Globalization;
using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Shadows;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Rollout.Shadows;

public sealed class ShadowComparisonTests
{
    private static readonly TaskDefinition Regression = new(TaskName.Parse("minutes"), "…", TaskKind.Regression, [], "minutes", "mae", Output: "minutes");

    [Fact]
    public void Nothing_was_done_by_a_shadow_without_rows() => Assert.Null(ShadowComparison.Of(Regression, [], new Dictionary<PredictionId, Actual>()));

    /// <summary>
    /// By hand: production answers 10, 20, 30 (deviation 10), the shadow 12, 20, 40 of which 40 lies beyond P90 = 35; the shift is 4 / 10. Outcomes 11, 24, 30: errors of production 1, 4, 0 and of the shadow
    /// 1, 4, 10, so the differences are 0, 0, 10: mean 10 / 3, deviation 10 / √3, half width 4.30265 × (10 / √3) / √3 = 14.34218.
    /// </summary>
    [Fact]
    public void A_regression_is_as_by_hand()
    {
        ShadowRow[] rows =
        [
            Row(0, """{"minutes":10,"p10":5,"p90":15}""", """{"minutes":12,"p10":6,"p90":15}""", 1),
            Row(1, """{"minutes":20,"p10":15,"p90":25}""", """{"minutes":20,"p10":16,"p90":25}""", 2),
            Row(2, """{"minutes":30,"p10":25,"p90":35}""", """{"minutes":40,"p10":36,"p90":45}""", 3),
            Failed(3, """{"minutes":30,"p10":25,"p90":35}"""),
        ];

        var evidence = ShadowComparison.Of(Regression, rows, Actuals("11", "24", "30", "30"))!;

        Assert.Equal((7, 5, 3L, 1L), (evidence.Model, evidence.Production, evidence.Rows, evidence.Failures));
        Assert.Equal((rows[0].At, rows[3].At), (evidence.From, evidence.To));
        Assert.Equal(1 / 3.0, evidence.Disagreement, 12);
        Assert.Equal(0.4, evidence.MeanShift, 12);
        Assert.Equal(2.98, evidence.P99Milliseconds, 12);
        Assert.Equal("mae", evidence.Difference!.Name);
        Assert.Equal(10 / 3.0, evidence.Difference.Value, 12);
        Assert.Equal((10 / 3.0) - 14.34218, evidence.Difference.Lower, 4);
        Assert.Equal((10 / 3.0) + 14.34218, evidence.Difference.Upper, 4);
    }

    /// <summary>By hand: outcomes 1, 0; squared errors of production 0.04, 0.25 and of the shadow 0.16, 0.09.</summary>
    [Fact]
    public void A_binary_task_is_as_by_hand()
    {
        var task = Regression with { Kind = TaskKind.Binary };
        ShadowRow[] rows =
        [
            Row(0, """{"probability":0.8,"decision":true}""", """{"probability":0.6,"decision":true}""", 1),
            Row(1, """{"probability":0.5,"decision":true}""", """{"probability":0.3,"decision":false}""", 1),
        ];

        var evidence = ShadowComparison.Of(task, rows, Actuals("1", "0"))!;

        Assert.Equal(0.5, evidence.Disagreement);
        Assert.Equal(-0.2 / (0.3 / Math.Sqrt(2)), evidence.MeanShift, 12);
        Assert.Equal("brier", evidence.Difference!.Name);
        Assert.Equal((0.12 - 0.16) / 2, evidence.Difference.Value, 12);
    }

    /// <summary>By hand: the wanted product is second for production, 1 − 1 / log₂ 3, and first for the shadow.</summary>
    [Fact]
    public void A_ranking_is_as_by_hand()
    {
        var task = Regression with { Kind = TaskKind.Ranking };
        var (a, b) = ("""{"ranking":[{"id":"a","score":2},{"id":"b","score":1}]}""", """{"ranking":[{"id":"b","score":900},{"id":"a","score":1}]}""");
        ShadowRow[] rows = [Row(0, a, b, 1), Row(1, a, b, 1), Row(2, a, a, 1)];

        var evidence = ShadowComparison.Of(task, rows, Actuals("""{"b":1}""", """{"b":1}""", """{"c":1}"""))!;

        Assert.Equal((2 / 3.0, 0.0), (evidence.Disagreement, evidence.MeanShift));
        Assert.Equal(-(1 - (1 / Math.Log2(3))), evidence.Difference!.Value, 12);
        Assert.Equal(evidence.Difference.Value, evidence.Difference.Upper, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fewer_than_two_outcomes_have_no_interval(int known)
    {
        ShadowRow[] rows = [.. Enumerable.Range(0, 3).Select(place => Row(place, """{"minutes":10,"p10":5,"p90":15}""", """{"minutes":12,"p10":6,"p90":15}""", 1))];

        Assert.Null(ShadowComparison.Of(Regression, rows, Actuals([.. Enumerable.Repeat("11", known)]))!.Difference);
    }

    /// <summary>Two models that err alike: of 1,000 intervals of 200 pairs about 50 miss the zero, and more than 75 in less than one of a thousand runs.</summary>
    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        var (random, missed) = (new Random(1), 0);
        for (var run = 0; run < 1000; run++)
        {
            var paired = ShadowComparison.Paired("mae", [.. Enumerable.Range(0, 200).Select(_ => Exponential() - Exponential())])!;
            missed += paired.Lower > 0 || paired.Upper < 0 ? 1 : 0;
        }

        Assert.InRange(missed, 25, 75);

        double Exponential() => -Math.Log(1 - random.NextDouble());
    }

    [Theory]
    [InlineData("""{"at":"2026-01-01T00:00:00+00:00","lost":7}""")]
    [InlineData("""{"at":"2026-01-01T""")]
    public void What_is_no_row_of_a_shadow_is_passed_over(string line) => Assert.Null(ShadowRow.Read(Encoding.UTF8.GetBytes(line)));

    private static PredictionId Id(int place) => PredictionId.Parse(string.Create(CultureInfo.InvariantCulture, $"minutes.2026010100.abc-0.{place}.10"));

    private static ShadowRow Row(int place, string answered, string output, double milliseconds) =>
        Read(string.Create(CultureInfo.InvariantCulture, $$"""{"at":"2026-01-01T00:00:0{{place}}+00:00","model":7,"prediction":"{{Id(place)}}","production":5,"answered":{{answered}},"output":{{output}},"milliseconds":{{milliseconds}}}"""));

    private static ShadowRow Failed(int place, string answered) =>
        Read(string.Create(CultureInfo.InvariantCulture, $$"""{"at":"2026-01-01T00:00:0{{place}}+00:00","model":7,"prediction":"{{Id(place)}}","production":5,"answered":{{answered}},"failure":"…"}"""));

    private static ShadowRow Read(string line) => ShadowRow.Read(Encoding.UTF8.GetBytes(line))!;

    private static Dictionary<PredictionId, Actual> Actuals(params string[] actuals) => actuals.Index().ToDictionary(actual => Id(actual.Index), actual => new Actual(actual.Item));
}
