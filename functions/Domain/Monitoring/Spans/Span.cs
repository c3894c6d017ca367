using System.Text.Json.Serialization;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Spans;

/// <summary>A second, minute, hour or day of UTC.</summary>
/// <param name="Length">How long it is.</param>
/// <param name="Start">When it begins.</param>
public readonly record struct Span(Cadence Length, DateTimeOffset Start)
{
    [JsonIgnore]
    public DateTimeOffset End => Start + Duration(Length);

    /// <summary>The span of this length that holds a time.</summary>
    public static Span At(Cadence length, DateTimeOffset time) => new(length, new(time.UtcTicks - (time.UtcTicks % Duration(length).Ticks), TimeSpan.Zero));

    public static TimeSpan Duration(Cadence length) => length switch
    {
        Cadence.Second => TimeSpan.FromSeconds(1),
        Cadence.Minute => TimeSpan.FromMinutes(1),
        Cadence.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>
    /// The span that an event's sums are told of. The older the event, the longer: what is told of the last minutes is seen by the second, what comes weeks late by the hour, so that however late
    /// and many outcomes come, the spans that they correct are few.
    /// </summary>
    /// <param name="cadence">Of the task.</param>
    /// <param name="time">Of the event.</param>
    /// <param name="now">When it is told.</param>
    public static Span Of(Cadence cadence, DateTimeOffset time, DateTimeOffset now)
    {
        var length = Finest(cadence);
        while (now - time > Reach(length))
            length++;
        return At(length, time);
    }

    /// <summary>The shortest spans of a task: one step finer than its cadence.</summary>
    public static Cadence Finest(Cadence cadence) => cadence == Cadence.Second ? cadence : cadence - 1;

    /// <summary>How late an outcome may be and still correct spans of this length.</summary>
    public static TimeSpan Reach(Cadence length) => length switch
    {
        Cadence.Second => TimeSpan.FromMinutes(2),
        Cadence.Minute => TimeSpan.FromHours(6),
        Cadence.Hour => TimeSpan.FromDays(60),
        _ => TimeSpan.MaxValue,
    };

    /// <summary>How long spans of this length are kept.</summary>
    public static TimeSpan Kept(Cadence length) => length switch
    {
        Cadence.Second => TimeSpan.FromHours(2),
        Cadence.Minute => TimeSpan.FromDays(8),
        Cadence.Hour => TimeSpan.FromDays(400),
        _ => TimeSpan.MaxValue,
    };

    /// <summary>This span and the longer ones that it lies in.</summary>
    public IEnumerable<Span> AndLonger()
    {
        var start = Start;
        return Enum.GetValues<Cadence>().Where(AtLeast(Length)).Select(length => At(length, start));

        static Func<Cadence, bool> AtLeast(Cadence least) => length => length >= least;
    }
}

/// <summary>Whose sums they are.</summary>
/// <param name="Model">The version that answered; 0 for calls that were refused before any model was asked.</param>
/// <param name="Arm">The arm of an experiment; empty outside of any.</param>
public readonly record struct Series(int Model, string Arm = "")
{
    public static Series Refused { get; }
}
