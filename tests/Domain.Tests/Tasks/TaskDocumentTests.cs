using System.Text.Json;
using MlFunctions.Domain.Kernel;
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
        Assert.Equal((Cadence.Second, new RetrainingPolicy(), new PromotionPolicy(), null), (task.Cadence, task.Retraining, task.Promotion, task.Decision));
        Assert.Equal([new Threshold("mae", 1.2, 1.1)], task.Thresholds);
        Assert.Equal(new AlarmPolicy(0.05, 0.001, 0.01, 0.05), task.Alarms);
    }

    [Fact]
    public void A_definition_written_as_json_reads_back_as_it_was()
    {
        var json = JsonSerializer.SerializeToElement(TestTasks.Delivery with { Version = 3 }, Json.Options);

        var read = TaskDocument.Read(json, TestTasks.Delivery.Name).Value!;

        Assert.Equal(TestTasks.Delivery.Columns, read.Columns);
        Assert.Equal(TestTasks.Delivery.Promotion.PilotShares, read.Promotion.PilotShares);
        Assert.Equal(TestTasks.Delivery with { Columns = read.Columns, Thresholds = read.Thresholds, Promotion = TestTasks.Delivery.Promotion with { PilotShares = read.Promotion.PilotShares } }, read);
        Assert.Equal(TestTasks.Delivery.Thresholds, read.Thresholds);
    }

    [Fact]
    public void Every_mistake_is_named_at_once_by_its_pointer()
    {
        var invalid = Assert.IsType<Invalid>(Read("""
            {
              "name": "another-name", "kind": "guessing", "metric": "luck", "colour": "red", "label": "rooms", "time": "rooms", "block": "nobody", "output": "p10",
              "columns": [ { "name": "rooms", "type": "number" }, { "name": "rooms", "type": "integer", "required": 1, "colour": 0 }, 7, { "type": "text" } ]
            }
            """).Refusal);

        Assert.Equivalent(
            new[]
            {
                "/colour", "/name", "/kind", "/columns/1/type", "/columns/1/required", "/columns/1/colour", "/columns/1/name", "/columns/2", "/columns/3/name",
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

    [Theory]
    [InlineData("ranking", "NDCG@10", "ndcg@10")]
    [InlineData("binary", "average precision", "averagePrecision")]
    [InlineData("regression", "MAE", "mae")]
    public void A_metric_may_be_written_as_people_do(string kind, string written, string name) =>
        Assert.Equal(name, Read($$"""{ "kind": "{{kind}}", "metric": "{{written}}", "columns": [ { "name": "query", "type": "text" } ], "label": "y"}""").Value!.Metric);

    [Fact]
    public void A_ranking_task_is_grouped_by_its_query_and_shows_its_products()
    {
        var task = Read("""{ "kind": "ranking", "columns": [ { "name": "query", "type": "text", "required": true }, { "name": "title", "type": "text" } ], "label": "grade" }""").Value!;

        Assert.Equal(("query", "ndcg@10", Cadence.Minute), (task.Group, task.Metric, task.Cadence));
        Assert.Equal([new Threshold("ndcg@10", 0.8, 0.9)], task.Thresholds);
        var schema = InputSchema.Of(task);
        Assert.Equal(["query", "products"], schema["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(["title", "id"], schema["properties"]!["products"]!["items"]!["properties"]!.AsObject().Select(property => property.Key));
    }

    [Fact]
    public void Policies_are_read_as_they_are_written()
    {
        var task = Read("""
            {
              "kind": "binary", "columns": [ { "name": "x", "type": "number", "absent": 0 } ], "label": "y", "metric": "averagePrecision", "unit": "card", "cadence": "day",
              "thresholds": [ { "metric": "averagePrecision", "fire": 0.5, "clear": 0.6, "basis": "absolute", "needed": 2, "of": 4, "minLabels": 30 } ],
              "alarms": { "falseAlarmsPerMonth": 0.2, "errorBudget": 0.01, "latencyBudget": 0.05, "shift": 0.1 },
              "retraining": { "maxAgeDays": 2, "worseBy": 0.05, "cooldownHours": 1, "budget": 0, "newLabels": 5, "trainer": "all" },
              "promotion": { "margin": 0, "maxP99Milliseconds": 10, "sliceMargin": 0.2, "loadFactor": 3, "shadowRows": 7, "pilotHours": 2, "pilotOutcomes": 9, "guardrailMargin": 0.05, "automatic": false, "gates": [ "leaks", "pilot" ], "pilotShares": [ 0.1, 0.5 ] },
              "datasets": { "refreshDays": 0, "validationDays": 1, "trainingDays": 2, "rows": 3, "fewestRows": 4 }, "retention": { "modelDays": 5, "datasetDays": 6 },
              "decision": { "falsePositiveCost": 5, "falseNegativeCost": 90, "alertBudget": 0.01, "prevalence": 0.002 }
            }
            """).Value!;

        Assert.Equal((0, "card", Cadence.Day), (task.Columns[0].Absent, task.Unit, task.Cadence));
        Assert.Equal([new Threshold("averagePrecision", 0.5, 0.6, ThresholdBasis.Absolute, 2, 4, 30)], task.Thresholds);
        Assert.Equal(new AlarmPolicy(0.2, 0.01, 0.05, 0.1), task.Alarms);
        Assert.Equal((new RetrainingPolicy(2, 0.05, 1, 0, 5, "all"), new DecisionPolicy(5, 90, 0.01, 0.002)), (task.Retraining, task.Decision));
        Assert.Equal((new DatasetPolicy(0, 1, 2, 3, 4), new RetentionPolicy(5, 6)), (task.Datasets, task.Retention));
        Assert.Equal(new PromotionPolicy(0, 10, 0.2, 3, 7, 2, 9, 0.05, Automatic: false), task.Promotion with { Gates = null, PilotShares = new PromotionPolicy().PilotShares });
        Assert.Equal(["leaks", "pilot"], task.Promotion.Gates);
        Assert.Equal([0.1, 0.5], task.Promotion.PilotShares);
    }

    [Fact]
    public void Policies_that_contradict_themselves_or_the_kind_are_refused()
    {
        var invalid = Assert.IsType<Invalid>(Read("""
            {
              "kind": "regression", "columns": [ { "name": "x", "type": "text", "absent": 1 } ], "label": "y", "group": "x", "cadence": "often", "decision": { "alertBudget": 2 },
              "thresholds": [ { "metric": "mae", "fire": 1.1, "clear": 1.2, "needed": 9, "of": 2.5 }, { "metric": "luck", "fire": 1, "clear": 1 },
                { "metric": "MAE", "fire": 2, "clear": 1 }, { "metric": "coverage", "fire": 0.75, "clear": 0.9, "basis": "absolute" },
                { "metric": "rmse", "fire": 1, "clear": 0 } ],
              "alarms": { "falseAlarmsPerMonth": 0, "errorBudget": 1, "latencyBudget": "none", "shift": -0.1, "pager": true },
              "retraining": { "maxAgeDays": 0, "often": true }, "promotion": 3
            }
            """).Refusal);

        Assert.Equivalent(
            new[]
            {
                "/columns/0/absent", "/group", "/cadence", "/decision", "/decision/alertBudget", "/thresholds/0/clear", "/thresholds/0/needed", "/thresholds/0/of",
                "/thresholds/1/metric", "/thresholds/2/metric", "/thresholds/3/clear", "/thresholds/4/clear", "/alarms/falseAlarmsPerMonth", "/alarms/errorBudget", "/alarms/latencyBudget", "/alarms/shift", "/alarms/pager",
                "/retraining/maxAgeDays", "/retraining/often", "/promotion",
            },
            invalid.Errors.Select(e => e.Pointer).Distinct());
        Assert.Contains("/group", Assert.IsType<Invalid>(Read("""{ "kind": "ranking", "columns": [ { "name": "x", "type": "number" } ], "label": "y" }""").Refusal).Errors.Select(e => e.Pointer));
    }

    private static Result<TaskDefinition> Read(string json) => TaskDocument.Read(JsonDocument.Parse(json).RootElement, Name);
}
