using CsCheck;
using MlFunctions.Domain.Datasets;

namespace MlFunctions.Domain.Tests.Datasets;

public sealed class ProfilerTests
{
    [Fact]
    public void Numbers_have_the_moments_and_quantiles_of_a_hand_worked_sample()
    {
        var profiler = new NumberProfiler(new Random(1));
        foreach (var value in new[] { 4.0, 1, 3, 2, 5 })
            profiler.Add(value);

        Assert.Equal((5L, 1.0, 5.0, 3.0), (profiler.Count, profiler.Min, profiler.Max, profiler.Mean));
        Assert.Equal(Math.Sqrt(2.5), profiler.StandardDeviation, 12);
        Assert.Equal((1.2, 2.0, 3.0, 4.8), (profiler.Quantiles()["p05"], profiler.Quantiles()["p25"], profiler.Quantiles()["p50"], profiler.Quantiles()["p95"]));
    }

    [Fact]
    public void A_long_streams_quantiles_keep_the_rank_error_that_the_sample_size_promises()
    {
        var profiler = new NumberProfiler(new Random(2));
        for (var i = 0; i < 1_000_000; i++)
            profiler.Add(i * 7919L % 1_000_003);

        Assert.InRange(profiler.Quantiles()["p50"], 490_000, 510_000);
        Assert.InRange(profiler.Quantiles()["p99"], 980_000, 1_000_003);
    }

    [Fact]
    public void Counts_are_exact_while_every_value_has_a_counter() =>
        Gen.Int[0, 9].Array[0, 200].Sample(values =>
        {
            var profiler = new CategoryProfiler(counters: 10);
            foreach (var value in values)
                profiler.Add($"{value}");

            Assert.True(profiler.IsExact);
            Assert.Equal(
                values.GroupBy(v => $"{v}").OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new ValueCount(g.Key, g.Count())),
                profiler.Top(10));
        });

    [Fact]
    public void Beyond_that_a_count_is_too_low_by_at_most_its_stated_bound() =>
        Gen.Int[0, 99].Array[1, 500].Sample(values =>
        {
            var profiler = new CategoryProfiler(counters: 10);
            foreach (var value in values)
                profiler.Add($"{value}");

            var kept = profiler.Top(10).ToDictionary(c => c.Value, c => c.Count);
            foreach (var group in values.GroupBy(v => $"{v}"))
                Assert.InRange(kept.GetValueOrDefault(group.Key), group.Count() - (values.Length / 11.0), group.Count());
        });
}
