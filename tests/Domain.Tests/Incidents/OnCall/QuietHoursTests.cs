using CsCheck;
using MlFunctions.Domain.Incidents.OnCall;
using static MlFunctions.Domain.Tests.Incidents.OnCall.Rotas;

namespace MlFunctions.Domain.Tests.Incidents.OnCall;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2026-01-05T20:59Z", null)]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2026-01-05T21:00Z", "2026-01-06T06:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2026-01-06T05:59Z", "2026-01-06T06:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2026-01-06T06:00Z", null)]
    [InlineData("12:00", "13:30", "Asia/Kolkata", "2026-01-05T07:00Z", "2026-01-05T08:00Z")]
    [InlineData("12:00", "13:30", "Asia/Kolkata", "2026-01-05T06:29Z", null)]
    [InlineData("00:00", "06:00", "UTC", "2026-01-05T00:00Z", "2026-01-05T06:00Z")]
    [InlineData("18:00", "00:00", "UTC", "2026-01-05T23:59Z", "2026-01-06T00:00Z")]
    public void They_end_by_the_clock_of_the_zone_also_over_midnight(string from, string to, string zone, string at, string? end) => Check(from, to, zone, at, end);

    [Theory]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2026-03-28T22:00Z", "2026-03-29T05:00Z")]
    [InlineData("22:00", "07:00", "Europe/Berlin", "2026-10-24T21:00Z", "2026-10-25T06:00Z")]
    [InlineData("22:00", "02:30", "Europe/Berlin", "2026-03-29T00:59Z", "2026-03-29T01:00Z")]
    [InlineData("22:00", "02:30", "Europe/Berlin", "2026-10-25T00:29Z", "2026-10-25T00:30Z")]
    [InlineData("22:00", "02:30", "Europe/Berlin", "2026-10-25T01:15Z", null)]
    [InlineData("02:30", "08:00", "Europe/Berlin", "2026-10-25T01:15Z", "2026-10-25T07:00Z")]
    [InlineData("02:00", "02:30", "America/New_York", "2026-03-08T07:00Z", null)]
    [InlineData("22:00", "07:00", "Australia/Lord_Howe", "2026-10-03T12:00Z", "2026-10-03T20:00Z")]
    [InlineData("00:00", "07:00", "America/St_Johns", "2010-11-07T03:00Z", "2010-11-07T10:30Z")]
    public void They_end_once_where_the_clock_changes_in_them(string from, string to, string zone, string at, string? end) => Check(from, to, zone, at, end);

    [Fact]
    public void In_every_zone_they_are_what_the_clock_shows_and_end_at_its_time_of_day() =>
        Gen.Select(Zones, Times, Times, Gen.Int[0, 30 * 365 * 24 * 60]).Where((_, from, to, _) => from != to).Sample((zone, from, to, minutes) =>
        {
            var at = Time("2000-01-01T00:00Z").AddMinutes(minutes);
            var clock = Local(zone, at).TimeOfDay.ToTimeOnly();
            var quiet = new QuietHours(from, to, zone);
            var end = quiet.EndAfter(at);

            if (Local(zone, at.AddDays(-2)).TimeOfDay == Local(zone, at.AddDays(2)).TimeOfDay)
                Assert.Equal(clock.IsBetween(from, to), end is not null);
            if (end is not { } over)
                return;
            Assert.True(over > at);
            Assert.Equal(end, quiet.EndAfter(over.AddTicks(-1)));
            Assert.Null(quiet.EndAfter(over));
            Assert.True(Local(zone, over).TimeOfDay.ToTimeOnly() == to || IsSet(zone, over));
        });

    private static void Check(string from, string to, string zone, string at, string? end) =>
        Assert.Equal(end is null ? null : Time(end), new QuietHours(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), zone).EndAfter(Time(at)));
}
