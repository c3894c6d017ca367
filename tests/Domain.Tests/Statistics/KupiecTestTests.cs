using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class KupiecTestTests
{
    // By hand: 2 (7 ln(7/255 / 0.01) + 248 ln(248/255 / 0.99)) = 2 (7.0626 − 4.4167) = 5.497 (one year of days at 99 %).
    [Fact]
    public void Seven_failures_in_255_days_at_one_percent_are_too_many()
    {
        var byHand = 2 * ((7 * Math.Log(7.0 / 255 / 0.01)) + (248 * Math.Log(248.0 / 255 / 0.99)));
        Assert.Equal(byHand, KupiecTest.LikelihoodRatio(7, 255, 0.01), 9);
        Assert.InRange(KupiecTest.PValue(7, 255, 0.01), 0.015, 0.025);
    }

    // Kupiec (1995), table of non-rejection regions at 5 %: with p = 0.01 and T = 255, fewer than 7 failures; with p = 0.05, from 7 to 20.
    [Theory]
    [InlineData(6, 255, 0.01, true)]
    [InlineData(7, 255, 0.01, false)]
    [InlineData(6, 255, 0.05, false)]
    [InlineData(7, 255, 0.05, true)]
    [InlineData(20, 255, 0.05, true)]
    [InlineData(21, 255, 0.05, false)]
    public void It_rejects_where_the_published_table_does(long failures, long trials, double expected, bool accepts) =>
        Assert.Equal(accepts, KupiecTest.PValue(failures, trials, expected) >= 0.05);

    [Fact]
    public void The_promised_share_has_no_evidence_against_it() => Assert.Equal(1, KupiecTest.PValue(20, 100, 0.2), 12);

    [Fact]
    public void None_and_all_failing_are_answered()
    {
        Assert.Equal(-2 * 50 * Math.Log(0.8), KupiecTest.LikelihoodRatio(0, 50, 0.2), 9);
        Assert.Equal(-2 * 50 * Math.Log(0.2), KupiecTest.LikelihoodRatio(50, 50, 0.2), 9);
    }

    [Fact]
    public void A_true_promise_is_rejected_as_often_as_the_level_says()
    {
        var random = new Random(5);
        const int Runs = 2000, Trials = 500;
        var rejected = Enumerable.Range(0, Runs)
            .Count(_ => KupiecTest.PValue(Enumerable.Range(0, Trials).Count(_ => random.NextDouble() < 0.2), Trials, 0.2) < 0.05);
        Assert.InRange((double)rejected / Runs, 0.035, 0.065);
    }

    [Theory]
    [InlineData(0, 0, 0.2)]
    [InlineData(3, 2, 0.2)]
    [InlineData(-1, 2, 0.2)]
    [InlineData(1, 2, 0)]
    [InlineData(1, 2, 1)]
    public void What_is_no_count_or_share_is_refused(long failures, long trials, double expected) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KupiecTest.PValue(failures, trials, expected));
}
