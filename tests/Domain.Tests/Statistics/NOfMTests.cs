using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Tests.Statistics;

public sealed class NOfMTests
{
    // By hand: one of one is entered when this is beyond and the last was not; two of two when two are and the one before was not.
    [Theory]
    [InlineData(1, 1, 0.1, 0.1 * 0.9)]
    [InlineData(2, 2, 0.1, 0.01 * 0.9)]
    [InlineData(3, 5, 0.1, 6 * 0.001 * 0.729)]
    public void Entries_are_those_worked_by_hand(int needed, int of, double significance, double entries) =>
        Assert.Equal(entries, NOfM.Entries(significance, needed, of), 12);

    /// <summary>The Markov chain of the last M evaluations: each of 2ᴹ pasts with its probability, and whether the next one completes N.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 5)]
    [InlineData(7, 10)]
    public void Entries_are_those_of_the_chain_of_all_pasts(int needed, int of)
    {
        const double Significance = 0.3;
        var entries = 0.0;
        for (var past = 0u; past < 1u << of; past++)
        {
            var beyond = System.Numerics.BitOperations.PopCount(past);
            var next = System.Numerics.BitOperations.PopCount(((past << 1) | 1) & ((1u << of) - 1));
            if (beyond < needed && next >= needed)
                entries += Math.Pow(Significance, beyond + 1) * Math.Pow(1 - Significance, of - beyond);
        }

        Assert.Equal(entries, NOfM.Entries(Significance, needed, of), 12);
    }

    [Theory]
    [InlineData(0.05 / 2_592_000, 3, 5, 0.001476)]
    [InlineData(0.05 / 43_200, 3, 5, 0.0058)]
    [InlineData(0.05 / 720, 1, 1, 0.05 / 720)]
    public void The_significance_has_the_entries_that_were_asked_for(double entries, int needed, int of, double about)
    {
        var significance = NOfM.Significance(entries, needed, of);

        Assert.Equal(entries, NOfM.Entries(significance, needed, of), entries * 1e-6);
        Assert.InRange(significance, about * 0.98, about * 1.02);
    }

    [Fact]
    public void An_evaluation_that_is_beyond_by_chance_more_often_than_not_is_never_asked_for() => Assert.Equal(0.25, NOfM.Significance(0.9, 3, 5));

    [Fact]
    public void Every_policy_that_can_be_declared_has_a_significance()
    {
        foreach (var of in new[] { 1, 2, 5, 100, 1000 })
        {
            foreach (var needed in new[] { 1, 3, 50, 1000 }.Where(needed => needed <= of))
                Assert.All([1e-6, 0.05, 1], rate => Assert.InRange(NOfM.Significance(rate / 2_592_000, needed, of), 1e-16, 0.25));
        }
    }
}
