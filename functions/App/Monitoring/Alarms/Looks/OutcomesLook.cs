using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Looks whether outcomes come of predictions that are so old that most of theirs should have.</summary>
internal static class OutcomesLook
{
    public static async Task AtAsync(Outlook outlook, JudgedAlarm alarm, SpanReadings readings, CancellationToken cancel)
    {
        if (outlook is not { Model: { } model, Immature: { } immature, Delays: { } delays })
            return;
        var from = alarm.From(immature.Start);
        if (immature.Start - from < alarm.Rule.Every)
            return;
        var spans = await readings.CoverAsync(from, immature.Start, cancel);
        if (spans.Select(SoundSpans.Unsound).FirstOrDefault(reason => reason is not null) is { } reason)
        {
            alarm.PassOver(immature.Start, reason);
            return;
        }

        var sums = Aggregate.Sum(spans.Select(span => span.Of(model.Version)));
        alarm.Judge(new NoDataRule("outcomes", alarm.Rule.Significance)
            .Evaluate(from, immature.Start, sums.Outcomes, Outlook.Maturity * delays.EverLabelled() * sums.Predictions));
    }
}
