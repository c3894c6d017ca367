using MlFunctions.Domain.Audit;

namespace MlFunctions.Domain.Tests.Audit;

public sealed class VersionMarkTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Versions are reserved in order, and completed, within a day, in any; some never are.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_completed_in_any_order_is_told_once_and_what_never_is_is_not_waited_for_long(int seed)
    {
        var random = new Random(seed);
        var completed = Enumerable.Range(1, 300).Where(_ => random.Next(5) > 0).ToDictionary(version => version, version => Start.AddMinutes((30 * version) + random.Next(1440)));
        var (mark, told) = (VersionMark.None, new List<int>());
        for (var now = Start; now < Start.AddDays(12); now = now.AddMinutes(45))
        {
            var after = mark.After;
            // Read as storage reads: after a number, in order, a few at a time.
            var page = completed.Where(one => one.Value <= now && one.Key > after).Select(one => one.Key).Order().Take(mark.Reach(20)).ToArray();
            told.AddRange(page.Where(mark.IsNew));
            mark = mark.Next(page, now);
        }

        Assert.Equal(completed.Keys.Order(), told.Order());
        Assert.Equal((completed.Keys.Max(), 0), (mark.Through, mark.Open.Count));
        Assert.Same(mark, mark.Next([], Start.AddDays(13)));
    }
}
