using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Drift;

/// <summary>Rows of numbers, of which each column is drawn otherwise, in a binary file that others read too.</summary>
internal static class NumberRows
{
    public static TaskDefinition Task(int columns) => new(
        TaskName.Parse("numbers"), "Rows of numbers.", TaskKind.Binary, [.. Enumerable.Range(0, columns).Select(place => new Column($"c{place}", ColumnType.Number))], "label", "averagePrecision");

    /// <summary>One row: normal numbers, sums of two dice, numbers that are mostly zero, and skewed ones; each sixth column shifted.</summary>
    public static void Draw(Span<double> row, Random random, double shift)
    {
        for (var place = 0; place < row.Length; place++)
        {
            var moved = place % 6 == 0 ? shift : 0;
            row[place] = (place % 4) switch
            {
                0 => Normal.Sample(random, moved, 1),
                1 => random.Next(1, 7) + random.Next(1, 7),
                2 => random.NextDouble() < 0.7 - (moved / 4) ? 0 : random.NextDouble(),
                _ => -Math.Log(1 - random.NextDouble()),
            };
        }
    }

    public static void Write(string path, int rows, int columns, int seed, double shift)
    {
        var random = new Random(seed);
        var row = new double[columns];
        using var file = new BufferedStream(File.Create(path), 1 << 20);
        for (var written = 0; written < rows; written++)
        {
            Draw(row, random, shift);
            file.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    }

    /// <summary>Reads rows into one and the same, one after the other.</summary>
    public static void Each(string path, int columns, Action<Row> use)
    {
        var row = Row.Empty(columns);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18);
        while (file.ReadAtLeast(MemoryMarshal.AsBytes(row.Numbers.AsSpan()), columns * sizeof(double), throwOnEndOfStream: false) > 0)
            use(row);
    }
}
