using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>The model in production, and what its rows and answers were like when it was judged.</summary>
internal sealed record JudgedModel(int Version, ModelCard Card, ModelProfile? Profile);

/// <summary>What is known of a task at a look, but for its newest spans.</summary>
/// <param name="Task">Its definition.</param>
/// <param name="Now">When it is looked at.</param>
/// <param name="Model">In production; null before the first promotion.</param>
/// <param name="Delays">How late labels come; null while too few have come to know.</param>
/// <param name="Calls">Of the last days.</param>
/// <param name="Hours">Of the last weeks.</param>
/// <param name="Usual">What the deciding metric's term is like at each hour; null where no shift of it is looked for.</param>
internal sealed record Outlook(TaskDefinition Task, DateTimeOffset Now, JudgedModel? Model, DelayCurve? Delays, CallHistory Calls, HourHistory Hours, SeasonalBaseline? Usual)
{
    /// <summary>Windows are judged when this share of their labels has come: all at the same maturity.</summary>
    public const double Maturity = 0.9;

    /// <summary>How long instances may take to tell what they have answered and been told.</summary>
    public static readonly TimeSpan Telling = TimeSpan.FromSeconds(5);

    /// <summary>The whole minute up to which instances have told.</summary>
    public DateTimeOffset ToldTo => ToldOf(Cadence.Minute);

    /// <summary>The first span whose labels are not mature, minutes at least; null where nobody knows how late they come.</summary>
    public Span? Immature => Delays is { } delays ? Of(Now - delays.AgeOf(Maturity)) : null;

    /// <summary>The start of the span that instances still tell of.</summary>
    public DateTimeOffset ToldOf(Cadence length) => Span.At(length, Now - Telling).Start;

    private Span Of(DateTimeOffset time)
    {
        var span = Span.Of(Task.Cadence, time, Now);
        return span.Length >= Cadence.Minute ? span : Span.At(Cadence.Minute, time);
    }
}
