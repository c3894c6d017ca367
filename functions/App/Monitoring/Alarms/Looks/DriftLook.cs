using System.Globalization;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Looks how the inputs and answers of the model in production differ from its training, and whether columns hold what they never held; hours or days with too few answers are looked at together.</summary>
internal static class DriftLook
{
    public static async Task AtAsync(Outlook outlook, JudgedAlarm alarm, SpanReadings readings, CancellationToken cancel)
    {
        if (outlook.Model is not { Profile: { } profile } model)
            return;
        var to = outlook.ToldOf(Length(alarm.Rule));
        var from = alarm.From(to);
        if (from >= to)
            return;
        var spans = await readings.CoverAsync(from, to, cancel);
        var sound = spans.Where(span => span.Unsound() is null).ToArray();
        if (sound.Length == 0 && spans.Count > 0)
            alarm.PassOver(to, spans[^1].Unsound()!);
        var sums = Aggregate.Sum(sound.Select(span => span.Of(model.Version)));
        if (sums.Predictions <= 0)
            return;
        var report = DriftReport.Compare(outlook.Task.Kind, profile, new LiveWindow(sums, to - from));
        alarm.Judge(new DriftRule(alarm.Rule.Significance).Evaluate(from, to, Findings(alarm.Rule, report), report.Predictions));
    }

    /// <summary>The spans whose ends are looked at.</summary>
    public static Cadence Length(AlarmRule rule) => rule.Every >= Span.Duration(Cadence.Day) ? Cadence.Day : Cadence.Hour;

    /// <summary>What a report says of each column to a rule.</summary>
    public static IReadOnlyList<Finding> Findings(AlarmRule rule, DriftReport report) => [.. rule.Kind == RuleKind.Drift ? Drift(report) : Contract(report)];

    private static IEnumerable<Finding> Drift(DriftReport report) =>
        from column in report.Columns
        from test in column.Drift?.Tests ?? []
        where test.PValue is not null
        select new Finding(column.Column, test.Value, test.Floor, test.PValue.GetValueOrDefault(), string.Create(CultureInfo.InvariantCulture, $"{test.Detector} {test.Value:0.###}"));

    private static IEnumerable<Finding> Contract(DriftReport report) =>
        from column in report.Columns
        from check in column.Contract
        select new Finding(column.Column, check.Share - check.Expected, check.Floor, check.PValue, string.Create(CultureInfo.InvariantCulture, $"{check.Clause} broken by {check.Share:P1}, in training by {check.Expected:P1}"));
}
