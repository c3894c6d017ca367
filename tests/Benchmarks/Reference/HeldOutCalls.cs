using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Reference;

/// <summary>Rows as the inputs of calls, with the truth of each.</summary>
internal static class HeldOutCalls
{
    public static IReadOnlyList<HeldOutCall> Of(TaskDefinition task, IEnumerable<Example> heldOut)
    {
        if (task.Kind != TaskKind.Ranking)
            return [.. heldOut.Select(example => new HeldOutCall(Fields(task, example.Input, _ => true), example.Label))];
        var group = task.PlaceOf(task.Group);
        return [.. heldOut.GroupBy(example => example.Input.Text(group, task.Columns[group]), (_, request) => Request(task, [.. request]))];
    }

    private static HeldOutCall Request(TaskDefinition task, Example[] products)
    {
        var input = Fields(task, products[0].Input, column => column.Name == task.Group);
        var (listed, grades) = (new JsonArray(), new JsonObject());
        foreach (var (place, product) in products.Index())
        {
            var fields = Fields(task, product.Input, column => column.Name != task.Group);
            fields["id"] = $"{place}";
            listed.Add(fields);
            grades[$"{place}"] = product.Label;
        }

        input["products"] = listed;
        return new HeldOutCall(input, grades);
    }

    private static JsonObject Fields(TaskDefinition task, Row row, Predicate<Column> wanted)
    {
        var fields = new JsonObject();
        foreach (var (place, column) in task.Columns.Index().Where(column => wanted(column.Item) && !row.IsMissing(column.Index, column.Item)))
        {
            fields[column.Name] = column.Type switch
            {
                ColumnType.Number => row.Numbers[place],
                ColumnType.Time => DateTime.UnixEpoch.AddSeconds(row.Numbers[place]),
                _ => row.Texts[place],
            };
        }

        return fields;
    }
}

/// <summary>One input and what really happened.</summary>
internal sealed record HeldOutCall(JsonObject Input, JsonNode Actual);
