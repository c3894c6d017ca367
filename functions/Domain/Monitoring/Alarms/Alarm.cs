using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Monitoring.Alarms;

/// <summary>
/// What is remembered of a rule of a task. It changes when the verdict that is needed was given so many times among the last, counted anew after each change, so that a figure that swings round a
/// threshold changes it once. Looks are told apart by the time up to which they look: telling of one again, late, or by two instances changes nothing.
/// </summary>
/// <param name="Task">Whose.</param>
/// <param name="Rule">Its name among the task's rules.</param>
public sealed record Alarm(TaskName Task, string Rule)
{
    /// <summary>What is wrong again so soon after it cleared belongs to the same ticket.</summary>
    public static readonly TimeSpan Cooldown = TimeSpan.FromHours(24);

    public AlarmState State { get; init; }

    /// <summary>When it came into its state; null before its first change.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The time of events up to which it has been judged.</summary>
    public DateTimeOffset? EvaluatedTo { get; init; }

    /// <summary>The last look.</summary>
    public AlarmEvaluation? Last { get; init; }

    /// <summary>The verdicts since the last change, the newest last; no more than are looked at.</summary>
    public ImmutableList<Verdict> Recent { get; init; } = [];

    /// <summary>The state to which it returns when there is data again, but of no certain meaning.</summary>
    public AlarmState Before { get; init; }

    /// <summary>Why the last events were not judged by; null when they were.</summary>
    public string? Inhibited { get; init; }

    /// <summary>Of a shift rule: what is remembered of the stream.</summary>
    public ShiftState? Shift { get; init; }

    /// <summary>How often it has changed.</summary>
    public int Changes { get; init; }

    /// <summary>The change up to which its ticket knows.</summary>
    public int Told { get; init; }

    /// <summary>Of the last time that it was not in order; null before the first.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>When that was over; null while it lasts.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>The ticket to which the next firing belongs; null where that would open one.</summary>
    public TicketId? PresentTicket(DateTimeOffset now) => now - ClearedAt > Cooldown ? null : Ticket;

    /// <summary>Judged once more.</summary>
    /// <param name="evaluation">What was seen.</param>
    /// <param name="needed">So many verdicts of one kind change the state,</param>
    /// <param name="of">of so many last ones.</param>
    /// <param name="now">When it is judged.</param>
    /// <param name="shared">The present ticket of another alarm about the same; null where there is none.</param>
    public (Alarm Alarm, AlarmChange? Change) Apply(AlarmEvaluation evaluation, int needed, int of, DateTimeOffset now, TicketId? shared = null)
    {
        if (evaluation.To <= EvaluatedTo)
            return (this, null);
        ImmutableList<Verdict> recent = [.. Recent.TakeLast(of - 1), evaluation.Verdict];
        var judged = this with { EvaluatedTo = evaluation.To, Last = evaluation, Recent = recent, Inhibited = null };
        var next = Next(evaluation.Verdict, recent, needed);
        return next == State ? (judged, null) : judged.Become(next, evaluation, now, shared);
    }

    /// <summary>Judges no events before a time, if it has judged none yet.</summary>
    public Alarm Begin(DateTimeOffset from) => EvaluatedTo is null ? this with { EvaluatedTo = from } : this;

    /// <summary>Has followed a stream up to a time.</summary>
    public Alarm Follow(ShiftState shift, DateTimeOffset to) => to < EvaluatedTo ? this : this with { Shift = shift, EvaluatedTo = to };

    /// <summary>Passes over events that say nothing of what it watches.</summary>
    public Alarm Inhibit(DateTimeOffset to, string reason) => to <= EvaluatedTo ? this : this with { EvaluatedTo = to, Inhibited = reason };

    /// <summary>Ends, because the task declares its rule no longer; null as the change where there is nothing to end.</summary>
    public (Alarm Alarm, AlarmChange? Change) Withdraw(DateTimeOffset now) => State == AlarmState.Ok
        ? (this, null)
        : (this with { EvaluatedTo = now }).Become(AlarmState.Ok, new AlarmEvaluation(Since ?? now, now, Verdict.Better, null, 0, "The task declares this alarm no longer."), now, null);

    private AlarmState Next(Verdict newest, ImmutableList<Verdict> recent, int needed)
    {
        return newest switch
        {
            Verdict.Worse when Enough(Verdict.Worse) => AlarmState.Firing,
            Verdict.NoData when Enough(Verdict.NoData) => AlarmState.NoData,
            Verdict.Better when Enough(Verdict.Better) && !Enough(Verdict.Worse) => AlarmState.Ok,
            not Verdict.NoData when State == AlarmState.NoData && recent.Count(verdict => verdict != Verdict.NoData) >= needed => Before,
            _ => State,
        };

        bool Enough(Verdict verdict) => recent.Count(one => one == verdict) >= needed;
    }

    private (Alarm Alarm, AlarmChange Change) Become(AlarmState next, AlarmEvaluation evaluation, DateTimeOffset now, TicketId? shared)
    {
        var number = Changes + 1;
        var after = this with
        {
            State = next,
            Since = now,
            Recent = [],
            Before = next == AlarmState.NoData ? State : next,
            Changes = number,
            Ticket = next == AlarmState.Ok ? Ticket : PresentTicket(now) ?? shared ?? TicketId.Of(Task, Rule, number),
            ClearedAt = next == AlarmState.Ok ? now : null,
        };
        return (after, new AlarmChange(number, now, State, next, evaluation, after.Ticket));
    }
}
