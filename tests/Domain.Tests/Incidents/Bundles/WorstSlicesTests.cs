using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class WorstSlicesTests
{
    /// <summary>Of 1,200 orders store s1 is wrong by 9 to 11 and s2 by 3 to 5, 400 of 800.</summary>
    [Fact]
    public void A_part_that_is_surely_worse_comes_before_a_small_one_that_is_worse_by_chance()
    {
        var random = new Random(3);
        LabelledPrediction[] orders =
        [
            .. Enumerable.Range(0, 400).Select(i => Made.Delivery(i, 39 + (2 * random.NextDouble()), "s1", 1)),
            .. Enumerable.Range(400, 680).Select(i => Made.Delivery(i, 33 + (2 * random.NextDouble()), "s2", 2)),
            .. Enumerable.Range(1080, 120).Select(i => Made.Delivery(i, i % 20 == 0 ? 300 : 30, "s3", 3)),
        ];

        var slices = Of(TestTasks.Delivery, orders, 5000);

        Assert.Equal(("mae", 1200, 5000L), (slices.Metric, slices.Predictions, slices.Told!.Value));
        Assert.Equal(orders.Average(order => order.Error!.Value), slices.Overall, 9);
        var stores = slices.Slices.Where(slice => slice.Column == "store").ToArray();
        Assert.Equal(["s1", "s3"], stores.Select(slice => slice.Value));
        Assert.Equal(orders.Take(400).Average(order => order.Error!.Value), stores[0].Metric, 9);
        Assert.Equal(400, stores[0].Rows);
        Assert.True(stores[1].Metric > stores[0].Metric && stores[1].Surely < stores[0].Surely);
        Assert.True(stores[0].Lower < stores[0].Metric && stores[0].Metric < stores[0].Upper);
    }

    [Fact]
    public void Parts_of_few_rows_say_nothing()
    {
        LabelledPrediction[] orders = [.. Enumerable.Range(0, 300).Select(i => Made.Delivery(i, i < 10 ? 90 : 31, i < 10 ? "s9" : "s1"))];
        Assert.DoesNotContain(Of(TestTasks.Delivery, orders, null).Slices, slice => slice.Value == "s9");
    }

    [Fact]
    public void The_same_predictions_give_the_same_slices()
    {
        LabelledPrediction[] orders = [.. Enumerable.Range(0, 600).Select(i => Made.Delivery(i, 30 + (i * 13 % 17), $"s{i % 3}", i % 5))];
        Assert.Equal(Of(TestTasks.Delivery, orders, null).Slices, Of(TestTasks.Delivery, orders, null).Slices);
    }

    /// <summary>Payments of a kind are told apart worse: their average precision is that of chance.</summary>
    [Fact]
    public void A_binary_task_is_sliced_by_its_deciding_metric()
    {
        var task = TestTasks.Delivery with { Kind = TaskKind.Binary, Metric = "averagePrecision", Columns = [new("kind", ColumnType.Category)], Decision = null, Time = null, Block = null };
        LabelledPrediction[] payments =
        [
            .. Enumerable.Range(0, 800).Select(i => (Fraud: i % 4 == 0, Kind: i % 2 == 0 || i % 8 == 1 ? "a" : "b", Place: i))
                .Select(one => Made.Read(TaskKind.Binary, one.Place, $$"""{"kind":"{{one.Kind}}"}""", $$"""{"probability":{{Made.Text(one.Kind == "a" && one.Place % 8 != 1 ? (one.Fraud ? 0.9 : 0.1) : 0.5)}},"decision":true}""", Actual.Of(one.Fraud || one.Place % 16 == 3 ? 1 : 0))),
        ];

        var worst = Of(task, payments, null).Slices[0];

        Assert.Equal(("kind", "b"), (worst.Column, worst.Value));
        Assert.True(worst.Surely > 3);
    }

    /// <summary>Products of brand b are ranked the wrong way round; brand a's the right one.</summary>
    [Fact]
    public void A_ranking_is_sliced_by_its_products()
    {
        var task = TestTasks.Delivery with
        {
            Kind = TaskKind.Ranking, Metric = "ndcg@10", Columns = [new("query", ColumnType.Text), new("brand", ColumnType.Category)], Group = "query", Time = null, Block = null,
        };
        LabelledPrediction[] requests =
        [
            .. Enumerable.Range(0, 60).Select(i => Made.Read(
                TaskKind.Ranking, i, """{"query":"q","products":[{"id":"a1","brand":"a"},{"id":"a2","brand":"a"},{"id":"b1","brand":"b"},{"id":"b2","brand":"b"}]}""",
                """{"ranking":[{"id":"a1","score":4},{"id":"a2","score":3},{"id":"b2","score":2},{"id":"b1","score":1}]}""", new Actual(i % 3 == 0 ? """{"a1":2,"b1":2}""" : """{"a1":1,"b1":3}"""))),
        ];

        var slices = Of(task, requests, null);

        Assert.Equal((60, "brand", "b", 120), (slices.Predictions, slices.Slices[0].Column, slices.Slices[0].Value, slices.Slices[0].Rows));
        Assert.Equal(1 / Math.Log2(3), slices.Slices[0].Metric, 9);
    }

    [Fact]
    public void Inputs_that_the_task_takes_no_longer_are_left_out()
    {
        LabelledPrediction[] orders = [Made.Read(TaskKind.Regression, 1, """{"shop":"s1"}""", """{"minutes":30,"p10":20,"p90":40}""", Actual.Of(1))];
        Assert.Null(SlicedPredictions.Of(TestTasks.Delivery, orders));
    }

    private static WorstSlices Of(TaskDefinition task, LabelledPrediction[] predictions, long? told) => WorstSlices.Of(task, SlicedPredictions.Of(task, predictions)!, told);
}
