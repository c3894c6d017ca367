using MlFunctions.Domain.Monitoring.Alarms;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms;

public sealed class SilenceTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Silence Hour = new("1", "mae", From, From.AddHours(1), "A new warehouse opens.");

    [Theory]
    [InlineData("mae", 0, true)]
    [InlineData("mae", 59, true)]
    [InlineData("mae", 60, false)]
    [InlineData("mae", -1, false)]
    [InlineData("rmse", 30, false)]
    public void It_covers_its_rule_until_it_ends(string rule, int minutes, bool covers) => Assert.Equal(covers, Hour.Covers(rule, From.AddMinutes(minutes)));

    [Fact]
    public void One_of_all_covers_each() => Assert.True((Hour with { Alarm = Silence.All }).Covers("rmse", From));

    [Fact]
    public void One_that_was_ended_covers_nothing_from_then_on()
    {
        var ended = Hour with { EndedAt = From.AddMinutes(10) };
        Assert.True(ended.Covers("mae", From.AddMinutes(9)));
        Assert.False(ended.Covers("mae", From.AddMinutes(10)));
    }
}
