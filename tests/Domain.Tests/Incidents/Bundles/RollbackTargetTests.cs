using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class RollbackTargetTests
{
    private static readonly LiveEvidence Good = new(Made.At.AddDays(-9), Made.At.AddDays(-2), 5, 7000, 0.1);
    private static readonly LiveEvidence Bad = new(Made.At.AddHours(-1), Made.At, 9.25, 240, 0.4);

    [Fact]
    public void Models_that_were_judged_on_the_same_rows_are_set_side_by_side()
    {
        var compared = new Comparison(4, [], new MetricEstimate("mae", -0.5, -0.8, -0.2));
        var target = RollbackTarget.Of(TestTasks.Delivery, Cards.Of(4, 6), Cards.Of(5, 5.5, production: compared), Good, Bad);

        Assert.Equal((4, true, 6, 5.5), (target.Model, target.IsComparable, target.Validation!.Value, target.Present!.Value));
        Assert.Equal(compared.Difference, target.Difference);
        Assert.Equal(
            "On the same validation rows model 4 has mae 6 (5.5 to 6.5), model 5 5.5 (5 to 6). When it was last in production its mae was 5 over 7000 outcomes. Now it is 9.25 over 240, so that a rollback may help, unless inputs have changed.",
            target.Detail);
    }

    [Fact]
    public void Models_that_were_judged_on_other_rows_are_said_not_to_compare()
    {
        var target = RollbackTarget.Of(TestTasks.Delivery, Cards.Of(4, 6, validation: 2), Cards.Of(5, 5.5), Bad, Good);

        Assert.False(target.IsComparable);
        Assert.Contains("do not compare", target.Detail, StringComparison.Ordinal);
        Assert.EndsWith("so that a rollback is not likely to help.", target.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_known_of_its_time_in_production_that_is_said()
    {
        var target = RollbackTarget.Of(TestTasks.Delivery, Cards.Of(4, 6), Cards.Of(5, 5.5), null, null);
        Assert.EndsWith("Of its time in production no mae is known.", target.Detail, StringComparison.Ordinal);
    }
}
