using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Monitoring.Alarms;

public sealed class InhibitionTests
{
    private const double Budget = 0.001;

    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 0, 0, TimeSpan.Zero);

    /// <summary>The windows of a young task remember an outage of seconds for half an hour.</summary>
    [Theory]
    [InlineData(1000, 15, true)]
    [InlineData(1000, 14, false)]
    [InlineData(0, 0, false)]
    public void While_the_alarm_about_errors_holds_models_are_not_judged_as_long_as_calls_fail(long calls, long failed, bool isInhibited) =>
        Assert.Equal(isInhibited, Inhibition.Broader([(Errors(Severity.Sev1), Firing("errors"))], () => new(calls, failed), Budget) is not null);

    [Fact]
    public void A_slow_burn_or_an_alarm_in_order_inhibits_nothing()
    {
        Assert.Null(Inhibition.Broader([(Errors(Severity.Sev3), Firing("errors-slow-burn"))], () => new(1000, 500), Budget));
        Assert.Null(Inhibition.Broader([(Errors(Severity.Sev1), new Alarm(TestTasks.Delivery.Name, "errors"))], () => new(1000, 500), Budget));
    }

    [Fact]
    public void While_nobody_asks_models_are_not_judged() =>
        Assert.Contains("predictions", Inhibition.Broader([(new("predictions", RuleKind.Predictions, Severity.Sev3, TimeSpan.FromMinutes(1), 0.05, "Nobody asks."), Firing("predictions"))], () => default, Budget)!, StringComparison.Ordinal);

    private static AlarmRule Errors(Severity severity) => new("errors", RuleKind.Errors, severity, TimeSpan.FromMinutes(1), 0.05, "Calls fail.");

    private static Alarm Firing(string rule) => new Alarm(TestTasks.Delivery.Name, rule).Apply(new AlarmEvaluation(Start, Start.AddMinutes(1), Verdict.Worse, 2, 100, "A look."), 1, 1, Start.AddMinutes(1)).Alarm;
}
