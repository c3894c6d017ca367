using CsCheck;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using NodaTime;
using static MlFunctions.Domain.Tests.Incidents.OnCall.Rotas;

namespace MlFunctions.Domain.Tests.Incidents.OnCall;

public sealed class LayerTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-01-05", "09:00", "2026-01-05T08:00Z")]
    [InlineData("Europe/Berlin", "2026-07-06", "09:00", "2026-07-06T07:00Z")]
    [InlineData("Asia/Kolkata", "2026-07-06", "09:00", "2026-07-06T03:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-07-06", "09:00", "2026-07-05T22:30Z")]
    public void Turns_are_handed_over_by_the_local_clock(string zone, string day, string at, string expected) => Assert.Equal(Time(expected), Weekly(zone, day, at).Begin());

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00Z")]
    [InlineData("America/New_York", "2026-03-08", "02:00", "2026-03-08T07:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30Z")]
    [InlineData("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00Z")]
    public void A_time_that_a_day_skips_is_the_first_moment_after_the_gap(string zone, string day, string at, string expected) => Assert.Equal(Time(expected), Weekly(zone, day, at).Begin());

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30Z")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z")]
    public void Of_a_time_that_a_day_has_twice_it_is_the_earlier(string zone, string day, string at, string expected) => Assert.Equal(Time(expected), Weekly(zone, day, at).Begin());

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-23", 167)]
    [InlineData("Europe/Berlin", "2026-10-19", 169)]
    [InlineData("America/New_York", "2026-03-02", 167)]
    [InlineData("America/New_York", "2026-10-26", 169)]
    [InlineData("Australia/Lord_Howe", "2026-09-28", 167.5)]
    [InlineData("Australia/Lord_Howe", "2026-03-30", 168.5)]
    [InlineData("Asia/Kolkata", "2026-03-23", 168)]
    public void A_week_in_which_the_clock_changes_is_shorter_or_longer(string zone, string monday, double hours)
    {
        var layer = Weekly(zone, "2026-01-05");
        var turn = layer.Turn(Weekly(zone, monday).Begin())!;

        Assert.Equal((TimeSpan.FromHours(hours), Weekly(zone, monday).Begin()), (turn.Until - turn.From, turn.From));
        Assert.Equal(turn, layer.Turn(turn.Until.AddTicks(-1)));
        Assert.NotEqual(turn.Person, layer.Turn(turn.Until)!.Person);
    }

    [Fact]
    public void Before_the_first_turn_it_is_nobodys()
    {
        var layer = Weekly("Europe/Berlin", "2026-01-05");

        Assert.Null(layer.Turn(Time("2026-01-05T07:59:59.9999999Z")));
        Assert.Equal(new Shift(Level.Operations, "ada", Time("2026-01-05T08:00Z"), Time("2026-01-12T08:00Z")), layer.Turn(Time("2026-01-05T08:00Z")));
    }

    [Fact]
    public void In_every_zone_turns_follow_each_other_without_gaps_each_begun_at_the_time_of_day() =>
        Gen.Select(Layers, Gen.Int[0, 2000]).Sample((layer, days) =>
        {
            var at = layer.Begin().AddDays(days);
            for (var i = 0; i < 5; i++)
            {
                var turn = layer.Turn(at)!;
                Assert.True(turn.From <= at && at < turn.Until);
                Assert.InRange((turn.Until - turn.From).TotalHours, (layer.Days * 24) - 25, (layer.Days * 24) + 25);
                var begun = Local(layer.TimeZone, turn.From);
                var number = Period.DaysBetween(LocalDate.FromDateOnly(layer.Start), begun.Date) / layer.Days;
                if (begun.TimeOfDay == LocalTime.FromTimeOnly(layer.At))
                    Assert.Equal(layer.People[number % layer.People.Length], turn.Person);
                else
                    Assert.True(IsSet(layer.TimeZone, turn.From));
                Assert.Equal(turn, layer.Turn(turn.Until.AddTicks(-1)));
                Assert.Equal(turn.Until, layer.Turn(turn.Until)!.From);
                at = turn.Until;
            }
        });
}
