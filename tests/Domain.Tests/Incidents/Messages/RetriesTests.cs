using CsCheck;
using MlFunctions.Domain.Incidents.Messages;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class RetriesTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(3, 45)]
    [InlineData(4, 135)]
    [InlineData(5, 405)]
    [InlineData(6, 1215)]
    [InlineData(7, 3600)]
    public void Each_wait_is_three_times_the_one_before_up_to_an_hour_give_or_take_a_fifth(int attempts, double seconds)
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 200).Select(_ => Retries.After(attempts, null, random)!.Value.TotalSeconds / seconds).ToArray();
        Assert.All(waits, wait => Assert.InRange(wait, 0.8, 1.2));
        Assert.True(waits.Max() - waits.Min() > 0.3);
    }

    [Fact]
    public void After_eight_tries_it_is_given_up() => Assert.Null(Retries.After(8, TimeSpan.FromSeconds(1), new Random(1)));

    [Theory]
    [InlineData(600, 600)]
    [InlineData(1_000_000, 86_400)]
    public void A_receiver_is_not_asked_sooner_than_it_wants_but_within_a_day(double asked, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Retries.After(1, TimeSpan.FromSeconds(asked), new Random(1)));

    [Fact]
    public void A_time_that_is_over_shortens_nothing() => Gen.Int[1, 7].Sample(attempts => Assert.True(Retries.After(attempts, TimeSpan.FromSeconds(-50), new Random(attempts)) > TimeSpan.FromSeconds(3)));
}
