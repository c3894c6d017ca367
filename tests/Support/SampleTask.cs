using System.Globalization;
using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Support;

/// <summary>A small task and rows of it, made from a seed: minutes follow the items, the store and the hour, with noise.</summary>
public static class SampleTask
{
    public static TaskDefinition Definition { get; } = new(
        TaskName.Parse("sample-task"),
        "Minutes until a sample order is delivered.",
        TaskKind.Regression,
        [
            new("placed", ColumnType.Time, Required: true),
            new("store", ColumnType.Category, Required: true),
            new("items", ColumnType.Number, Required: true),
            new("couriers", ColumnType.Number),
        ],
        "minutes",
        "mae",
        Time: "placed",
        Block: "store",
        Output: "minutes");

    public const string Header = "placed,store,items,couriers,minutes";

    /// <summary>A CSV file of rows spread over ten days.</summary>
    public static string Csv(int rows, int seed = 1)
    {
        var random = new Random(seed);
        var csv = new StringBuilder(Header).Append('\n');
        for (var i = 0; i < rows; i++)
        {
            var (store, items, hour) = (random.Next(8), 1 + random.Next(6), random.NextDouble() * 24);
            var minutes = 15 + (2 * store) + (3 * items) + (10 * Math.Exp(-Math.Pow(hour - 19, 2) / 4)) + (4 * random.NextDouble());
            var placed = new DateTime(2026, 1, 1).AddDays(i * 10 / rows).AddHours(hour);
            csv.Append(CultureInfo.InvariantCulture, $"{placed:yyyy-MM-dd HH:mm:ss},s{store},{items},{(random.Next(10) == 0 ? "" : random.Next(5, 50))},{minutes:0.###}\n");
        }

        return csv.ToString();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
