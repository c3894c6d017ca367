using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Looks at failed and slow calls, each minute that has not been looked at.</summary>
internal static class BurnLook
{
    /// <summary>After longer pauses the minutes before are left out: their burn is in the windows all the same.</summary>
    private const int MostLooks = 360;

    public static void At(Outlook outlook, JudgedAlarm alarm)
    {
        var (rule, to) = (alarm.Rule, outlook.ToldTo);
        var from = alarm.From(to - rule.Every);
        for (var at = Later(from, to - (MostLooks * rule.Every)) + rule.Every; at <= to; at += rule.Every)
        {
            var end = at;
            alarm.Judge(BurnRate.Evaluate(end, rule.Windows, window => Calls(outlook.Calls.Sum(end - window, end)), Budget(outlook, rule), rule.FalseAlarmsPerMonth));
        }

        Calls Calls(CallCount count) => rule.Kind == RuleKind.Errors ? count.Errors : count.Slow;
    }

    private static double Budget(Outlook outlook, AlarmRule rule) => rule.Kind == RuleKind.Errors ? outlook.Task.Alarms.ErrorBudget : outlook.Task.Alarms.LatencyBudget;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
