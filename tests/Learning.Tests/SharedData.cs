using System.IO.Compression;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests;

/// <summary>Real data beside the checkout (../shared/data, or MLFUNCTIONS_DATA), which is never in the repository.</summary>
internal static class SharedData
{
    public const string Absent = "The real data is absent: it is looked for in ../shared/data beside the checkout, or in the folder named by MLFUNCTIONS_DATA.";

    public static TaskDefinition DeliveryTime { get; } = new(
        TaskName.Parse("delivery-time"),
        "Minutes until a grocery or restaurant order is delivered.",
        TaskKind.Regression,
        [
            new Column("market_id", ColumnType.Category),
            new Column("created_at", ColumnType.Time),
            new Column("store_id", ColumnType.Category),
            new Column("store_primary_category", ColumnType.Category),
            new Column("order_protocol", ColumnType.Category),
            .. new[]
            {
                "total_items", "subtotal", "num_distinct_items", "min_item_price", "max_item_price", "total_onshift_dashers", "total_busy_dashers",
                "total_outstanding_orders", "estimated_order_place_duration", "estimated_store_to_consumer_driving_duration",
            }.Select(name => new Column(name, ColumnType.Number)),
        ],
        Label: "delivery_minutes",
        Metric: "mae",
        Time: "created_at",
        Block: "store_id",
        Output: "minutes");

    /// <summary>The path of a file, or null where the data is absent.</summary>
    public static string? Find(string file)
    {
        var checkout = new DirectoryInfo(AppContext.BaseDirectory);
        while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "MlFunctions.sln")))
            checkout = checkout.Parent;
        string?[] folders =
        [
            Environment.GetEnvironmentVariable("MLFUNCTIONS_DATA"),
            checkout is null ? null : Path.Combine(checkout.FullName, "..", "shared", "data"),
        ];
        return folders.OfType<string>().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>The rows of a gzipped CSV file without quotes.</summary>
    public static IReadOnlyList<Example> Read(string path, TaskDefinition task)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var places = task.Columns.Select(column => Array.IndexOf(header, column.Name)).ToArray();
        var label = Array.IndexOf(header, task.Label);
        var examples = new List<Example>();
        while (reader.ReadLine()?.Split(',') is { } cells)
        {
            var row = Row.Empty(places.Length);
            for (var column = 0; column < places.Length; column++)
            {
                var text = cells[places[column]];
                Assert.True(Cell.IsMissing(text) || Cell.TrySet(row, column, task.Columns[column], text));
            }

            Assert.True(Cell.TryNumber(cells[label], out var truth));
            examples.Add(new Example(row, truth));
        }

        return examples;
    }
}
