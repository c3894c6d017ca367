using System.Numerics;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>Draws absolute errors as a good model has them: 4,096 equally likely ones, quantiles of an exponential distribution. Their mean, deviation and skewness are known exactly, and billions are drawn in a minute.</summary>
/// <remarks>Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47 (2021): xoshiro256++.</remarks>
internal sealed class Terms
{
    private const int Bits = 12;
    private const int Values = 1 << Bits;

    /// <summary>Terms are drawn so many at a time.</summary>
    public const int InOneDraw = 64 / Bits;

    private static readonly double[] Table = [.. Enumerable.Range(0, Values).Select(i => -Math.Log(1 - ((i + 0.5) / Values)))];

    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public Terms(int seed)
    {
        var bytes = new byte[32];
        new Random(seed).NextBytes(bytes);
        (a, b, c, d) = (BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes, 8), BitConverter.ToUInt64(bytes, 16), BitConverter.ToUInt64(bytes, 24));
    }

    public static double Mean { get; } = Table.Average();

    public static double Deviation { get; } = Math.Sqrt(Table.Average(term => Math.Pow(term - Mean, 2)));

    public static double Skewness { get; } = Table.Average(term => Math.Pow((term - Mean) / Deviation, 3));

    /// <summary>Between 0 and 1, neither of them.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>The sum of so many terms, rounded up to five at a time.</summary>
    public double Sum(int count)
    {
        var sum = 0.0;
        for (; count > 0; count -= InOneDraw)
        {
            // Added in pairs, because one sum after the other would wait for itself.
            var draw = Next();
            sum += Term(draw) + Term(draw >> Bits) + (Term(draw >> (2 * Bits)) + Term(draw >> (3 * Bits))) + Term(draw >> (4 * Bits));
        }

        return sum;
    }

    /// <summary>The sums of so many terms, of their squares and of their cubes; rounded up to five at a time.</summary>
    public (double Sum, double Squares, double Cubes) Sums(int count)
    {
        var (sum, squares, cubes) = (0.0, 0.0, 0.0);
        for (; count > 0; count -= InOneDraw)
        {
            var draw = Next();
            for (var i = 0; i < InOneDraw; i++, draw >>= Bits)
            {
                var term = Term(draw);
                var square = term * term;
                (sum, squares, cubes) = (sum + term, squares + square, cubes + (square * term));
            }
        }

        return (sum, squares, cubes);
    }

    private static double Term(ulong draw) => Table[(int)(draw & (Values - 1))];

    private ulong Next()
    {
        var result = BitOperations.RotateLeft(a + d, 23) + a;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }
}
