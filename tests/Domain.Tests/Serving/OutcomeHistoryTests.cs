using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class OutcomeHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 40.0)]
    [InlineData(9, 40.0)]
    [InlineData(10, 44.0)]
    [InlineData(99, 40.0)]
    public void What_was_known_at_a_time_is_what_was_told_last_by_then(int hour, double? known)
    {
        var history = new OutcomeHistory(
            new PredictionId(new LogSegment(TestTasks.Delivery.Name, Start.UtcDateTime, "one", 0), 0, 1), [Told(40, 0), Told(44, 10), Told(40, 20)]);

        Assert.Equal(known, history.KnownAt(Start.AddHours(hour))?.Actual.Number);
    }

    private static Telling Told(double actual, int hour) => new(Actual.Of(actual), Start, Start.AddHours(hour));
}
