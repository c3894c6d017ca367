using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Rollout.Cuts;

public sealed class DatasetCutTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(7, 14.9, -24)]
    [InlineData(7, 15, 0)]
    [InlineData(1, 23.9 * 60, 0)]
    [InlineData(0.5, 14.9, -1)]
    [InlineData(0.5, 75, 1)]
    public void A_cut_is_a_round_time_a_quarter_of_an_hour_ago_at_least(double refreshDays, double minutes, double hours) =>
        Assert.Equal(Midnight.AddHours(hours), DatasetCut.At(Midnight.AddMinutes(minutes), new DatasetPolicy(refreshDays)));

    [Theory]
    [InlineData(7, null, false, true)]
    [InlineData(0, null, false, false)]
    [InlineData(7, 6.9, true, false)]
    [InlineData(7, 7.0, true, true)]
    [InlineData(7, 1.0, false, true)]
    [InlineData(7, 0.0, false, false)]
    public void Datasets_are_due_when_the_last_are_old_or_could_not_be_made(double refreshDays, double? age, bool made, bool isDue) =>
        Assert.Equal(isDue, DatasetCut.IsDue(new DatasetPolicy(refreshDays), Midnight, age is { } days ? new DatasetLook(Midnight.AddDays(-days), made) : null));
}
