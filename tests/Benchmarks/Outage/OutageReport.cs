using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Logs;

namespace MlFunctions.Benchmarks.Outage;

/// <summary>What one outage came to.</summary>
/// <param name="Scenario">How it went.</param>
/// <param name="Answers">To each call.</param>
/// <param name="Retry">Of each call, whether its answer says when to come again.</param>
/// <param name="Gone">When storage went, in seconds of the run.</param>
/// <param name="Back">When it answered again.</param>
/// <param name="Answered">Predictions.</param>
/// <param name="Log">Compared with them.</param>
internal sealed record OutageReport(Scenario Scenario, Answers Answers, bool[] Retry, double Gone, double Back, int Answered, LogCheck Log)
{
    private const int Refused = 503;

    /// <summary>Rows lost by the host's own counter; null where it tells none.</summary>
    public long? Counted { get; init; }

    private bool IsRequired => Scenario.Mode == Scenario.Required;

    public int Refusals => Answers.Status.Count(status => status == Refused);

    /// <summary>503s that do not say when to come again.</summary>
    public int Mute => Answers.Status.Index().Count(one => one.Item == Refused && !Retry[one.Index]);

    public int Others => Answers.Status.Count(IsOther);

    /// <summary>The other answers as text: how many of which status, 0 for none at all.</summary>
    public string OtherStatuses => Others == 0 ? "0" : string.Join(", ", Answers.Status.Where(IsOther).CountBy(status => status).Select(one => FormattableString.Invariant($"{one.Value} × {one.Key}")));

    /// <summary>Seconds from sending a call to its 503, at most.</summary>
    public double LongestRefusal => Answers.Status.Index().Where(one => one.Item == Refused).Select(one => Answers.Ended[one.Index] - Answers.Sent[one.Index]).DefaultIfEmpty(0).Max();

    /// <summary>Seconds from storage's first answer to the host's.</summary>
    public double Recovery => Answers.Status.Index().Where(one => one.Item == 200 && Answers.Ended[one.Index] > Back).Select(one => Answers.Ended[one.Index] - Back).DefaultIfEmpty(double.NaN).Min();

    /// <summary>Seconds from storage's first answer to the last 503 to a call sent after it.</summary>
    public double LastRefusal => Answers.Status.Index().Where(one => one.Item == Refused && Answers.Sent[one.Index] > Back).Select(one => Answers.Ended[one.Index] - Back).DefaultIfEmpty(0).Max();

    /// <summary>Predictions given while storage was gone.</summary>
    public int Meanwhile => Answers.Status.Index().Count(one => one.Item == 200 && Answers.Ended[one.Index] > Gone && Answers.Ended[one.Index] < Back);

    /// <summary>Latency of the calls that were due while storage was gone, whenever they were answered.</summary>
    public Percentiles During => Answers.Within(due => due > Gone && due < Back);

    /// <summary>Answers that are neither in the log nor told lost by it, or too many.</summary>
    public long Unaccounted => IsRequired ? Log.Missing.Count : Answered - Log.Rows - Log.Lost;

    /// <summary>Whether every answer is accounted for, once, and no call was left without a clear word.</summary>
    public bool Holds => Answered > 0 && Unaccounted == 0 && Log.Wrong.Count + Log.Twice + Log.Broken + Others + Mute == 0
        && (IsRequired ? Refusals > 0 : Refusals == 0) && (Counted is null || Counted == Log.Lost);

    private static bool IsOther(int status) => status is not (200 or Refused);
}
