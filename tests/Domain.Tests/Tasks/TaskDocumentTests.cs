using System.Text.Json;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Tasks;

public sealed class TaskDocumentTests
{
    private static readonly TaskName Name = TaskName.Parse("apartment-rents");

    [Fact]
    public void A_short_document_gets_the_defaults_of_its_kind()
    {
        var task = Read("""{ "kind": "regression", "columns": [ { "name": "rooms", "type": "number" }, { "name": "seen", "type": "time", "required": true } ], "label": "rent" }""").Value!;

        Assert.Equal((Name, "", "rent", "mae", "seen", null, "value", 1), (task.Name, task.Description, task.Label, task.Metric, task.Time, task.Block, task.Output, task.Version));
        Assert.Equal([new Column("rooms", ColumnType.Number), new Column("seen", ColumnType.Time, Required: true)], task.Columns);
    }

    [Fact]
    public void A_definition_written_as_json_reads_back_as_it_was()
    {
        var json = JsonSerializer.SerializeToElement(TestTasks.Delivery with { Version = 3 }, Json.Options);

        var read = TaskDocument.Read(json, TestTasks.Delivery.Name).Value!;

        Assert.Equal(TestTasks.Delivery.Columns, read.Columns);
        Assert.Equal(TestTasks.Delivery with { Columns = read.Columns }, read);
    }

    [Fact]
    public void Every_mistake_is_named_at_once_by_its_pointer()
    {
        var invalid = Assert.IsType<Invalid>(Read("""
            {
              "name": "another-name", "kind": "guessing", "metric": "luck", "colour": "red", "label": "rooms", "time": "rooms", "block": "nobody", "output": "p10",
              "columns": [ { "name": "rooms", "type": "number" }, { "name": "rooms", "type": "integer", "required": 1, "default": 0 }, 7, { "type": "text" } ]
            }
            """).Refusal);

        Assert.Equivalent(
            new[]
            {
                "/colour", "/name", "/kind", "/columns/1/type", "/columns/1/required", "/columns/1/default", "/columns/1/name", "/columns/2", "/columns/3/name",
                "/label", "/metric", "/time", "/block", "/output",
            },
            invalid.Errors.Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "/kind")]
    [InlineData("""{ "kind": "regression", "label": "y", "columns": [] }""", "/columns")]
    [InlineData("""{ "kind": "regression", "label": "y", "columns": {} }""", "/columns")]
    [InlineData("""{ "kind": 0, "label": "y", "columns": [ { "name": "x", "type": "number" } ] }""", "/kind")]
    [InlineData("""{ "kind": "regression", "label": "", "columns": [ { "name": "x", "type": "number" } ] }""", "/label")]
    [InlineData("""{ "kind": "regression", "label": null, "columns": [ { "name": "x", "type": "number" } ] }""", "/label")]
    public void A_document_that_is_not_whole_is_refused(string json, string pointer) =>
        Assert.Contains(pointer, Assert.IsType<Invalid>(Read(json).Refusal).Errors.Select(e => e.Pointer));

    [Fact]
    public void The_schema_of_the_input_follows_the_columns()
    {
        var schema = InputSchema.Of(TestTasks.Delivery);

        Assert.Equal(["placed", "store", "items"], schema["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.Equal("number", schema["properties"]!["items"]!["type"]!.GetValue<string>());
        Assert.Equal(["number", "null"], schema["properties"]!["couriers"]!["type"]!.AsArray().Select(t => t!.GetValue<string>()));
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
    }

    private static Result<TaskDefinition> Read(string json) => TaskDocument.Read(JsonDocument.Parse(json).RootElement, Name);
}
