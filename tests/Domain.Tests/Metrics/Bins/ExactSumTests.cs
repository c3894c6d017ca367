using System.Numerics;
using System.Text.Json;
using CsCheck;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Tests.Metrics.Bins;

/// <summary>Against integers: every double is one of 2⁻¹⁰⁷⁴.</summary>
public sealed class ExactSumTests
{
    private const double Largest = 1e290;

    private static readonly double[] Edges = [0, -0.0, double.Epsilon, -double.Epsilon, Largest, -Largest, double.BitIncrement(1), -double.BitDecrement(1), 1L << 53];

    private static readonly Gen<double> Terms = Gen.OneOf(
        Gen.Double[-1, 1],
        Gen.Long[-9, 9].Select(tens => Math.Pow(10, tens)),
        Gen.Int[-1074, 900].Select(Gen.Bool, (power, negative) => Math.ScaleB(negative ? -1 : 1, power)),
        Gen.Double.Where(term => Math.Abs(term) <= Largest),
        Gen.Int[0, Edges.Length - 1].Select(place => Edges[place]));

    [Fact]
    public void A_sum_is_the_double_next_to_the_exact_one() => Terms.Array[0, 40].Sample(terms =>
    {
        var (sum, exact) = (Of(terms).Value, Exact(terms));
        var miss = BigInteger.Abs(exact - Exact([sum]));
        foreach (var neighbour in new[] { double.BitIncrement(sum), double.BitDecrement(sum) })
        {
            var other = BigInteger.Abs(exact - Exact([neighbour]));
            Assert.True(miss < other || (miss == other && (BitConverter.DoubleToInt64Bits(sum) & 1) == 0), $"{sum:R} is not next to the sum of {string.Join(", ", terms)}.");
        }
    });

    [Fact]
    public void Parts_hold_all_of_the_sum_and_come_back_from_storage() => Terms.Array[0, 40].Sample(terms =>
    {
        var sum = Of(terms);
        Assert.Equal(Exact(terms), Exact(sum.Parts()));
        Assert.Equal(sum.Parts(), JsonSerializer.Deserialize<ExactSum>(JsonSerializer.Serialize(sum, Json.Options), Json.Options)!.Parts());
    });

    [Fact]
    public void A_part_whose_shortest_digits_are_its_neighbours_comes_back()
    {
        var sum = Of([Math.ScaleB(1, -958)]);

        Assert.Equal(sum.Value, JsonSerializer.Deserialize<ExactSum>(JsonSerializer.Serialize(sum, Json.Options), Json.Options)!.Value);
    }

    [Fact]
    public void Sums_that_are_taken_back_leave_nothing_in_whatever_groups() => Gen.Select(Terms.Array[1, 40], Gen.Int[1, 9]).Sample((terms, size) =>
    {
        var all = new ExactSum();
        foreach (var group in terms.Concat(terms.Reverse().Select(term => -term)).Chunk(size))
            all.Add(Of(group));
        Assert.Equal((0, true), (all.Value, all.Equals(new ExactSum())));
    });

    [Fact]
    public void Many_of_the_largest_terms_merge_to_their_sum_and_are_taken_back()
    {
        var merged = new ExactSum();
        merged.Add(Of([double.MaxValue, double.PositiveInfinity, Largest]));
        Assert.Equal(3 * Largest, merged.Value, 1e275);
        Assert.Equal(merged, JsonSerializer.Deserialize<ExactSum>(JsonSerializer.Serialize(merged, Json.Options), Json.Options));
        merged.Add(Of([-double.MaxValue, double.NegativeInfinity, -Largest]));
        Assert.Equal(new ExactSum(), merged);
    }

    [Fact]
    public void What_is_no_number_is_refused_and_changes_nothing()
    {
        var sum = Of([1, 1e-30]);
        Assert.Throws<ArgumentException>(() => sum.Add(double.NaN));
        Assert.Equal(Of([1e-30, 1]), sum);
    }

    private static ExactSum Of(IEnumerable<double> terms)
    {
        var sum = new ExactSum();
        foreach (var term in terms)
            sum.Add(term);
        return sum;
    }

    private static BigInteger Exact(IEnumerable<double> terms) => terms.Aggregate(BigInteger.Zero, (sum, term) =>
    {
        var bits = BitConverter.DoubleToInt64Bits(term);
        var (power, fraction) = ((int)(bits >> 52) & 0x7FF, bits & 0xFFFFFFFFFFFFF);
        var size = power == 0 ? new BigInteger(fraction) : new BigInteger(fraction | (1L << 52)) << (power - 1);
        return bits < 0 ? sum - size : sum + size;
    });
}
