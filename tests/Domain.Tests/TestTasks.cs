using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests;

/// <summary>Task definitions for tests.</summary>
internal static class TestTasks
{
    public static TaskDefinition Delivery { get; } = new(
        TaskName.Parse("delivery-time"),
        "Minutes until an order is delivered.",
        TaskKind.Regression,
        [
            new("placed", ColumnType.Time, Required: true),
            new("store", ColumnType.Category, Required: true),
            new("items", ColumnType.Number, Required: true),
            new("couriers", ColumnType.Number),
            new("note", ColumnType.Text),
            new("order/id", ColumnType.Id),
        ],
        "minutes",
        "mae",
        Time: "placed",
        Block: "store",
        Output: "minutes");
}
