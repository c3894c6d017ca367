using System.Text.Json.Nodes;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Tests.Kernel;

public sealed class FormatTests
{
    private static readonly Format Things = new("thing", Rename, Twice);

    [Theory]
    [InlineData("""{ "size": 3 }""", 1)]
    [InlineData("""{ "width": 3 }""", 2)]
    [InlineData("""{ "width": 6 }""", 3)]
    public void Document_is_upgraded_step_by_step_from_its_own_format(string json, int format)
    {
        Assert.Equal(new Thing(6), Things.Read<Thing>(json, format));
    }

    [Fact]
    public void A_kind_without_upgrades_has_format_1_and_each_upgrade_adds_one()
    {
        Assert.Equal((1, 3), (new Format("thing").Current, Things.Current));
    }

    [Fact]
    public void Kinds_are_listed_once()
    {
        Assert.Equal(Storage.Kernel.Formats.All.Count, Storage.Kernel.Formats.All.Select(format => format.Kind).Distinct().Count());
    }

    private static JsonObject Rename(JsonNode thing) => new JsonObject { ["width"] = thing["size"]!.GetValue<int>() };

    private static JsonObject Twice(JsonNode thing) => new JsonObject { ["width"] = 2 * thing["width"]!.GetValue<int>() };

    private sealed record Thing(int Width);
}
