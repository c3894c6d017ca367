using System.Globalization;
using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

[Trait("Category", "Slow")]
public sealed class UnitBucketTests
{
    private const int Units = 1_000_000;
    private const string Salt = "delivery-time/pilot/7";

    /// <summary>Of each test by χ²; the units are given, so a test passes always or never.</summary>
    private const double Unlikely = 0.001;

    private static readonly Lazy<int[]> Buckets = new(() => Of(Salt));

    /// <summary>By Python's hashlib: <c>int.from_bytes(sha256(f"{salt}\n{unit}".encode()).digest()[:8], "big") % 10000</c>.</summary>
    [Theory]
    [InlineData(Salt, "customer-1", 771)]
    [InlineData(Salt, "Zoë", 1644)]
    [InlineData("card-fraud/pilot/2", "4929", 9544)]
    public void A_bucket_is_what_any_SHA_256_says(string salt, string unit, int bucket) => Assert.Equal(bucket, UnitBucket.Of(salt, unit));

    [Fact]
    public void A_unit_longer_than_any_buffer_has_a_bucket_too() =>
        Assert.Equal(UnitBucket.Of(Salt, new string('é', 5000)), UnitBucket.Of(Salt, new string('é', 5000)));

    [Fact]
    public void A_million_units_stay_where_they_are()
    {
        var again = Of(Salt);

        Assert.Equal(Buckets.Value, again);
        Assert.All(again, bucket => Assert.InRange(bucket, 0, UnitBucket.Count - 1));
    }

    [Fact]
    public void Of_a_million_units_growth_moves_nobody_out_and_each_share_is_what_was_asked()
    {
        var (before, task) = (new bool[Units], TaskName.Parse("delivery-time"));
        foreach (var (share, step) in new[] { (0.01, 1), (0.05, 2), (0.25, 3) })
        {
            var units = new Pilot(5, share, 7, default, default, step).Units(task);
            var now = new bool[Units];
            Parallel.For(0, Units, unit => now[unit] = units.Has(Unit(unit)));

            Assert.DoesNotContain(true, before.Zip(now, (was, @is) => was && !@is));
            var inside = now.Count(isIn => isIn);
            Assert.True(PValue([inside, Units - inside], [share * Units, (1 - share) * Units]) > Unlikely, $"{inside} of {Units} units are in a share of {share}.");
            before = now;
        }
    }

    [Theory]
    [InlineData(UnitBucket.Count)]
    [InlineData(100)]
    public void The_buckets_are_even(int groups)
    {
        var counts = new int[groups];
        foreach (var bucket in Buckets.Value)
            counts[bucket * groups / UnitBucket.Count]++;

        Assert.True(PValue(counts, [.. counts.Select(_ => (double)Units / groups)]) > Unlikely);
    }

    [Theory]
    [InlineData("delivery-time/pilot/8")]
    [InlineData("card-fraud/pilot/7")]
    public void Two_salts_are_independent(string salt)
    {
        const int groups = 20;
        var counts = new int[groups * groups];
        foreach (var (one, other) in Buckets.Value.Zip(Of(salt)))
            counts[(one * groups / UnitBucket.Count * groups) + (other * groups / UnitBucket.Count)]++;
        var expected = (from row in Enumerable.Range(0, groups)
                        from column in Enumerable.Range(0, groups)
                        select (double)Sum(counts, cell => cell / groups == row) * Sum(counts, cell => cell % groups == column) / Units).ToArray();

        Assert.True(PValue(counts, expected, freedom: (groups - 1) * (groups - 1)) > Unlikely);
    }

    [Fact]
    public void An_unknown_unit_is_in_no_share() => Assert.False(new UnitShare(Salt, 1).Has(null));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0001, 1)]
    [InlineData(0.29, 2900)]
    [InlineData(1, UnitBucket.Count)]
    public void A_share_is_so_many_buckets(double share, int buckets)
    {
        var units = new UnitShare(Salt, share);

        Assert.All(Enumerable.Range(0, 20_000), unit => Assert.Equal(Buckets.Value[unit] < buckets, units.Has(Unit(unit))));
    }

    private static int[] Of(string salt)
    {
        var buckets = new int[Units];
        Parallel.For(0, Units, unit => buckets[unit] = UnitBucket.Of(salt, Unit(unit)));
        return buckets;
    }

    private static string Unit(int number) => string.Create(CultureInfo.InvariantCulture, $"customer-{number}");

    private static long Sum(int[] counts, Func<int, bool> isHere) => counts.Where((_, cell) => isHere(cell)).Sum(count => (long)count);

    private static double PValue(int[] counts, double[] expected, int? freedom = null) =>
        1 - ChiSquared.CDF(freedom ?? (counts.Length - 1), counts.Zip(expected, (count, mean) => Math.Pow(count - mean, 2) / mean).Sum());
}
