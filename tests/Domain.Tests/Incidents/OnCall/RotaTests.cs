using CsCheck;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using static MlFunctions.Domain.Tests.Incidents.OnCall.Rotas;

namespace MlFunctions.Domain.Tests.Incidents.OnCall;

public sealed class RotaTests
{
    private static readonly Layer Berlin = Weekly("Europe/Berlin", "2026-01-05");

    private static readonly Gen<Override> Overrides =
        from day in Gen.Int[-20, 60]
        from hours in Gen.Int[1, 30 * 24]
        from level in Gen.Frequency((9, Gen.Const(Level.Engineer)), (1, Gen.Const(Level.Senior)))
        from person in Gen.Char["xyz"]
        select new Override($"{day}-{hours}", level, person.ToString(), Time("2020-06-01T00:00Z").AddDays(day), Time("2020-06-01T00:00Z").AddDays(day).AddHours(hours));

    [Fact]
    public void An_override_cuts_a_turn_and_its_own_time_is_one_piece()
    {
        var rota = Of(Berlin, Stands("one", "eva", "2026-01-06T10:00Z", "2026-01-13T10:00Z"));

        Assert.Equal(
            [
                ("ada", null, Time("2026-01-05T08:00Z"), Time("2026-01-06T10:00Z")), ("eva", "one", Time("2026-01-06T10:00Z"), Time("2026-01-13T10:00Z")),
                ("ben", null, Time("2026-01-13T10:00Z"), Time("2026-01-19T08:00Z")),
            ],
            rota.Shifts(Level.Operations, Time("2026-01-01T00:00Z"), Time("2026-01-19T08:00Z")).Select(shift => (shift.Person, shift.Override, shift.From, shift.Until)));
    }

    [Fact]
    public void Of_overrides_of_one_time_the_last_counts()
    {
        var rota = Of(Berlin, Stands("one", "eva", "2026-01-06T00:00Z", "2026-01-09T00:00Z"), Stands("two", "fay", "2026-01-07T00:00Z", "2026-01-08T00:00Z"));

        Assert.Equal(
            ["ada", "eva", "fay", "eva", "ada"],
            rota.Shifts(Level.Operations, Time("2026-01-05T08:00Z"), Time("2026-01-12T08:00Z")).Select(shift => shift.Person));
        Assert.Equal("one", rota.OnCall(Level.Operations, Time("2026-01-08T00:00Z"))!.Override);
    }

    [Fact]
    public void Someone_stands_in_where_nobody_has_a_turn()
    {
        var rota = Of(Berlin, Stands("early", "eva", "2025-12-24T00:00Z", "2025-12-25T00:00Z"), new Override("top", Level.Senior, "fay", Time("2026-02-01T00:00Z"), Time("2026-02-02T00:00Z")));

        Assert.Equal("eva", rota.OnCall(Level.Operations, Time("2025-12-24T12:00Z"))!.Person);
        Assert.Null(rota.OnCall(Level.Operations, Time("2025-12-25T00:00Z")));
        Assert.Equal(["eva", "ada"], rota.Shifts(Level.Operations, Time("2025-12-01T00:00Z"), Time("2026-01-06T00:00Z")).Select(shift => shift.Person));
        Assert.Equal("fay", Assert.Single(rota.Shifts(Level.Senior, Time("2026-01-01T00:00Z"), Time("2027-01-01T00:00Z"))).Person);
        Assert.Empty(rota.Shifts(Level.Engineer, Time("2026-01-01T00:00Z"), Time("2027-01-01T00:00Z")));
    }

    [Fact]
    public void Whatever_is_overridden_shifts_tell_who_is_on_call_at_each_moment() =>
        Gen.Select(Layers, Overrides.Array[0, 6], Gen.Int[0, 80 * 24].Array[20]).Sample((layer, overrides, hours) =>
        {
            var begin = Time("2020-05-05T00:00Z");
            layer = layer with { Start = layer.Start.Year < 2014 ? layer.Start : new DateOnly(2020, 6, 15) };
            var rota = Of(layer, overrides);
            var shifts = rota.Shifts(layer.Level, begin, begin.AddDays(100)).ToArray();

            Assert.All(shifts, shift => Assert.True(shift.From < shift.Until));
            Assert.All(shifts.Zip(shifts.Skip(1)), pair => Assert.True(pair.First.Until <= pair.Second.From));
            foreach (var at in hours.Select(hour => begin.AddHours(hour)))
            {
                var one = overrides.LastOrDefault(one => one.Level == layer.Level && one.From <= at && at < one.Until);
                var shift = rota.OnCall(layer.Level, at);
                Assert.Equal((one?.Id, one?.Person ?? layer.Turn(at)?.Person), (shift?.Override, shift?.Person));
                Assert.Equal(shift, shifts.SingleOrDefault(other => other.From <= at && at < other.Until));
            }
        });

    private static Override Stands(string id, string person, string from, string until) => new(id, Level.Operations, person, Time(from), Time(until));
}
