using CsCheck;
using MlFunctions.Domain.Incidents.Reviews;

namespace MlFunctions.Domain.Tests.Incidents.Reviews;

public sealed class ReviewWeekTests
{
    [Theory]
    [InlineData("2026-W48", "2026-11-23")]
    [InlineData("2026-W01", "2025-12-29")]
    [InlineData("2026-W53", "2026-12-28")]
    [InlineData("2027-W01", "2027-01-04")]
    [InlineData("2020-W53", "2020-12-28")]
    [InlineData("2021-W01", "2021-01-04")]
    [InlineData("2024-W09", "2024-02-26")]
    public void A_week_begins_on_its_Monday(string text, string monday)
    {
        var week = ReviewWeek.Parse(text);
        Assert.Equal(DateTimeOffset.Parse($"{monday}T00:00:00Z", null), week.Start);
        Assert.Equal(text, week.ToString());
    }

    [Theory]
    [InlineData("2026-12-31T23:59:59Z", "2026-W53")]
    [InlineData("2027-01-03T23:59:59.9999999Z", "2026-W53")]
    [InlineData("2027-01-04T00:00:00Z", "2027-W01")]
    [InlineData("2025-12-28T23:59:59Z", "2025-W52")]
    [InlineData("2025-12-29T00:00:00Z", "2026-W01")]
    [InlineData("2027-01-04T01:00:00+02:00", "2026-W53")]
    public void A_time_belongs_to_the_week_of_its_year_by_UTC(string time, string week) => Assert.Equal(week, $"{ReviewWeek.Of(DateTimeOffset.Parse(time, null))}");

    [Theory]
    [InlineData("2025-W53")]
    [InlineData("2027-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-W54")]
    [InlineData("2026-W1")]
    [InlineData("2026-w48")]
    [InlineData("2026W48")]
    [InlineData("2026-W-1")]
    [InlineData("2026-W+1")]
    [InlineData(" 026-W48")]
    [InlineData("0001-W01")]
    [InlineData("9999-W52")]
    [InlineData("2026-W٤٨")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_week_is_refused(string? text) => Assert.False(ReviewWeek.TryParse(text, null, out _));

    [Fact]
    public void Every_time_is_in_its_week_and_weeks_follow_one_another() => Gen.DateTimeOffset.Where(time => time.Year is > 1901 and < 9998).Sample(time =>
    {
        var week = ReviewWeek.Of(time);
        Assert.True(week.Start <= time && time < week.End);
        Assert.Equal(week, ReviewWeek.Parse($"{week}"));
        Assert.Equal(week, ReviewWeek.Of(week.End).Previous);
        Assert.Equal(DayOfWeek.Monday, week.Start.DayOfWeek);
    });
}
