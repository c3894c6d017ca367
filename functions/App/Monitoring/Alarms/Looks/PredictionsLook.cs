using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Looks whether anybody asks, where somebody did at this hour of each of the last days.</summary>
internal static class PredictionsLook
{
    public static void At(Outlook outlook, JudgedAlarm alarm)
    {
        var to = outlook.ToldTo;
        var from = alarm.From(to);
        if (to - from < alarm.Rule.Every)
            return;
        var expected = NoDataRule.Expected(outlook.Hours.CallsOfFormerDays(from, to));
        alarm.Judge(new NoDataRule("calls", alarm.Rule.Significance).Evaluate(from, to, outlook.Calls.Sum(from, to).Came, expected));
    }
}
