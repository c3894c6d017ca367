using System.Text.Json;
using CsCheck;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms;

public sealed class AlarmTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Alarm New = new(TestTasks.Delivery.Name, "mae");

    private static readonly Gen<Verdict> Verdicts = Gen.Enum<Verdict>();

    private static readonly Gen<(int Needed, int Of)> Windows = from of in Gen.Int[1, 8] from needed in Gen.Int[1, of] select (needed, of);

    [Fact]
    public void It_fires_after_three_of_five_and_clears_after_three_of_five()
    {
        Assert.Equal([], Changes("WBWBBWBB"));
        Assert.Equal(["4 ok>firing"], Changes("WB-WW"));
        Assert.Equal(["2 ok>firing"], Changes("WWWWWW-----B-B---"));
        Assert.Equal(["2 ok>firing", "7 firing>ok"], Changes("WWWB-B-B"));
        Assert.Equal(["2 ok>firing", "5 firing>ok", "8 ok>firing"], Changes("WWWBBBWWW"));
    }

    [Fact]
    public void Withdrawing_ends_what_holds_and_changes_nothing_else()
    {
        var (firing, _) = New.Apply(new AlarmEvaluation(Start.AddMinutes(-1), Start, Verdict.Worse, 9, 100, "mae is 9."), 1, 1, Start);
        var (over, change) = firing.Withdraw(Start.AddMinutes(1));

        Assert.Equal((AlarmState.Ok, 2, firing.Ticket, Start.AddMinutes(1)), (over.State, over.Changes, over.Ticket, over.ClearedAt));
        Assert.Equal((AlarmState.Firing, AlarmState.Ok, 2), (change!.From, change.To, change.Number));
        Assert.Equal((over, null), over.Withdraw(Start.AddMinutes(2)));
    }

    [Fact]
    public void No_data_is_entered_and_left_like_any_state()
    {
        Assert.Equal([], Changes("NNB-BNN"));
        Assert.Equal(["2 ok>noData", "5 noData>ok"], Changes("NNNBBB"));
        Assert.Equal(["2 ok>noData", "5 noData>firing"], Changes("NNNWWW"));
        Assert.Equal(["2 ok>firing", "5 firing>noData", "8 noData>firing", "11 firing>ok"], Changes("WWWNNN---BBB"));
        Assert.Equal(["2 ok>noData", "5 noData>ok"], Changes("NNN---"));
    }

    /// <summary>The quorum may be a minority; then a figure that is as often worse as it is better does not clear.</summary>
    [Fact]
    public void While_enough_are_worse_it_does_not_clear() => Assert.Equal(["1 ok>firing"], Changes("WWWBWBWBWBWBWB", needed: 2, of: 6));

    [Fact]
    public void A_figure_that_swings_round_its_threshold_for_a_day_fires_once()
    {
        const double Fire = 1.2;
        const double Clear = 1.1;
        var random = new Random(1);
        var swings = Enumerable.Range(0, 86_400).Select(_ => Fire * (1 + (0.02 * (random.NextDouble() - 0.5))));

        var changes = Run(New, [.. swings.Select(value => value > Fire ? Verdict.Worse : value < Clear ? Verdict.Better : Verdict.Between)], 3, 5, TimeSpan.FromSeconds(1)).Changes;

        Assert.Equal(AlarmState.Firing, Assert.Single(changes).To);
    }

    [Fact]
    public void Whatever_comes_each_change_rests_on_enough_verdicts_since_the_one_before() => Gen.Select(Verdicts.List[0, 60], Windows).Sample((verdicts, window) =>
    {
        var (alarm, changes) = Run(New, verdicts, window.Needed, window.Of);

        Assert.Equal(changes.Count, alarm.Changes);
        Assert.Equal(Enumerable.Range(1, changes.Count), changes.Select(change => change.Number));
        Assert.Equal(changes.Select(change => change.From), changes.Select(change => change.To).Prepend(AlarmState.Ok).SkipLast(1));
        Assert.All(changes, change => Assert.NotEqual(change.From, change.To));
        Assert.True(alarm.Recent.Count <= window.Of);
        Assert.Equal(changes.LastOrDefault()?.To ?? AlarmState.Ok, alarm.State);
        var from = 0;
        foreach (var change in changes)
        {
            var to = Tick(change.Evaluation);
            var seen = verdicts.Take(to).Skip(Math.Max(from, to - window.Of)).ToArray();
            Assert.True(seen.Count(verdict => Supports(verdict, change.To)) >= window.Needed || (change.From == AlarmState.NoData && seen.Count(verdict => verdict != Verdict.NoData) >= window.Needed));
            from = to;
        }
    });

    [Fact]
    public void Looks_that_are_told_again_change_nothing() => Gen.Select(Verdicts.List[1, 40], Windows, Gen.Int[0, 1_000_000]).Sample((verdicts, window, seed) =>
    {
        var once = Run(New, verdicts, window.Needed, window.Of);
        var random = new Random(seed);
        var alarm = New;
        var changes = new List<AlarmChange>();
        for (var tick = 0; tick < verdicts.Count; tick++)
        {
            // As another instance would, that is behind.
            foreach (var again in Enumerable.Range(0, tick + 1).Where(_ => random.Next(4) == 0).Append(tick))
            {
                (alarm, var change) = alarm.Apply(Look(again, verdicts[again]), window.Needed, window.Of, Look(tick, Verdict.Between).To);
                changes.AddRange(change is null ? [] : [change]);
            }
        }

        Assert.Equal(Text(once.Alarm), Text(alarm));
        Assert.Equal(once.Changes, changes);
    });

    [Fact]
    public void It_goes_on_from_storage_as_if_it_had_not_been_away() => Gen.Select(Verdicts.List[0, 40], Verdicts.List[0, 40], Windows).Sample((before, after, window) =>
    {
        var alarm = Run(New, before, window.Needed, window.Of).Alarm;
        var read = JsonSerializer.Deserialize<Alarm>(Text(alarm), Json.Options)!;
        List<Verdict> all = [.. before, .. after];

        Assert.Equal(Text(Run(New, all, window.Needed, window.Of).Alarm), Text(Run(read, all, window.Needed, window.Of).Alarm));
    });

    [Fact]
    public void What_fires_again_within_a_day_belongs_to_the_same_ticket()
    {
        var (alarm, changes) = Run(New, [Verdict.Worse, Verdict.Better, Verdict.Worse, Verdict.Better], 1, 1, Alarm.Cooldown);
        Assert.Equal(["delivery-time.mae.1"], changes.Select(change => $"{change.Ticket}").Distinct());

        var late = Look(0, Verdict.Worse) with { To = alarm.EvaluatedTo!.Value + Alarm.Cooldown + TimeSpan.FromTicks(1) };
        Assert.Equal("delivery-time.mae.5", $"{alarm.Apply(late, 1, 1, late.To).Change!.Ticket}");
    }

    [Fact]
    public void It_joins_the_ticket_of_another_alarm_about_the_same_unless_it_has_one()
    {
        var other = TicketId.Parse("delivery-time.mae-shift.4");
        var (alarm, change) = New.Apply(Look(0, Verdict.Worse), 1, 1, Start, other);
        Assert.Equal(other, change!.Ticket);
        Assert.Equal(other, alarm.PresentTicket(Start.AddYears(1)));

        var own = New.Apply(Look(0, Verdict.Worse), 1, 1, Start).Alarm.Apply(Look(1, Verdict.Better), 1, 1, Start).Alarm;
        Assert.Equal("delivery-time.mae.1", $"{own.Apply(Look(2, Verdict.Worse), 1, 1, Start.AddHours(1), other).Change!.Ticket}");
        Assert.Equal(other, own.Apply(Look(2, Verdict.Worse), 1, 1, Start.AddDays(2), other).Change!.Ticket);
    }

    [Fact]
    public void A_gap_in_the_data_does_not_end_a_firing()
    {
        var changes = Run(New, [Verdict.Worse, Verdict.NoData, Verdict.Between, Verdict.NoData, Verdict.Worse], 1, 1, TimeSpan.FromDays(30)).Changes;
        Assert.Equal(AlarmState.Firing, changes[^1].To);
        Assert.Single(changes.Select(change => change.Ticket).Distinct());
    }

    [Fact]
    public void Events_that_say_nothing_are_passed_over_and_it_is_said_why()
    {
        var firing = Run(New, [Verdict.Worse, Verdict.Worse], 2, 3).Alarm;
        var passed = firing.Inhibit(Start.AddHours(1), "Storage was away.");

        Assert.Equal((AlarmState.Firing, "Storage was away."), (passed.State, passed.Inhibited));
        Assert.Same(passed, passed.Apply(Look(59, Verdict.Better), 1, 1, Start).Alarm);
        Assert.Same(passed, passed.Inhibit(Start.AddHours(1), "Twice."));
        Assert.Null(passed.Apply(Look(7200, Verdict.Better), 2, 3, Start).Alarm.Inhibited);
    }

    private static string[] Changes(string verdicts, int needed = 3, int of = 5)
    {
        static Verdict Verdict(char letter) => letter switch { 'W' => Domain.Monitoring.Alarms.Rules.Verdict.Worse, 'B' => Domain.Monitoring.Alarms.Rules.Verdict.Better, 'N' => Domain.Monitoring.Alarms.Rules.Verdict.NoData, _ => Domain.Monitoring.Alarms.Rules.Verdict.Between };
        static string Word(AlarmState state) => JsonNamingPolicy.CamelCase.ConvertName($"{state}");
        return [.. Run(New, [.. verdicts.Select(Verdict)], needed, of).Changes.Select(change => $"{Tick(change.Evaluation) - 1} {Word(change.From)}>{Word(change.To)}")];
    }

    private static (Alarm Alarm, List<AlarmChange> Changes) Run(Alarm alarm, IReadOnlyList<Verdict> verdicts, int needed, int of, TimeSpan? each = null)
    {
        var changes = new List<AlarmChange>();
        foreach (var (tick, verdict) in verdicts.Index())
        {
            var look = Look(tick, verdict, each);
            (alarm, var change) = alarm.Apply(look, needed, of, look.To);
            changes.AddRange(change is null ? [] : [change]);
        }

        return (alarm, changes);
    }

    private static AlarmEvaluation Look(int tick, Verdict verdict, TimeSpan? each = null)
    {
        var step = each ?? TimeSpan.FromSeconds(1);
        return new(Start + (tick * step), Start + ((tick + 1) * step), verdict, tick, 100, $"Look {tick}.");
    }

    private static int Tick(AlarmEvaluation look) => (int)look.Value! + 1;

    private static bool Supports(Verdict verdict, AlarmState state) => (verdict, state) is
        (Verdict.Worse, AlarmState.Firing) or (Verdict.Better, AlarmState.Ok) or (Verdict.NoData, AlarmState.NoData);

    private static string Text(Alarm alarm) => JsonSerializer.Serialize(alarm, Json.Options);
}
