using MlFunctions.Domain.Rollout.Shadows;

namespace MlFunctions.Domain.Tests.Rollout.Shadows;

public sealed class LatencyBudgetTests
{
    private readonly LatencyBudget budget = new();

    [Theory]
    [InlineData(1000, 10, false)]
    [InlineData(1000, 11, true)]
    [InlineData(99, 0, false)]
    [InlineData(99, 1, true)]
    public void More_than_one_call_in_a_hundred_is_above(int calls, int slow, bool isExceeded)
    {
        for (var call = 0; call < calls; call++)
            budget.Add(call % 5, call < slow);

        Assert.Equal(isExceeded, budget.IsExceeded(4));
    }

    [Fact]
    public void It_forgets_after_five_seconds_and_after_any_pause()
    {
        budget.Add(100, isSlow: true);

        Assert.True(budget.IsExceeded(104));
        Assert.False(budget.IsExceeded(105));
        budget.Add(200, isSlow: false);
        Assert.False(budget.IsExceeded(200));
    }
}
