using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

public sealed class ShownPredictionsTests
{
    /// <summary>−ln 0.1 = 2.3026; of products ranked a, b, of which b was wanted, NDCG@10 is log₂ 2 / log₂ 3 = 0.6309.</summary>
    [Theory]
    [InlineData(TaskKind.Regression, """{"minutes":30,"p10":20,"p90":40}""", "12.5", 17.5)]
    [InlineData(TaskKind.Binary, """{"probability":0.9,"decision":true}""", "0", 2.302585)]
    [InlineData(TaskKind.Binary, """{"probability":0.9,"decision":true}""", "1", 0.105361)]
    [InlineData(TaskKind.Ranking, """{"ranking":[{"id":"a","score":2},{"id":"b","score":1}]}""", """{"b":1}""", 0.369070)]
    public void How_wrong_it_was_is_the_error_of_its_kind(TaskKind kind, string output, string actual, double error) =>
        Assert.Equal(error, Made.Read(kind, 1, "{}", output, new Actual(actual)).Error!.Value, 6);

    [Fact]
    public void A_ranking_in_which_nothing_was_wanted_is_not_wrong()
    {
        var ranking = Made.Read(TaskKind.Ranking, 1, "{}", """{"ranking":[{"id":"a","score":2}]}""", new Actual("""{"a":0}"""));
        Assert.Null(ranking.Error);
        Assert.Empty(ShownPredictions.Worst("1 − NDCG@10", [ranking], null).Items);
    }

    [Fact]
    public void The_worst_come_first_with_what_was_asked_answered_and_true()
    {
        var shown = ShownPredictions.Worst("absolute error", [.. Enumerable.Range(0, 50).Select(i => Made.Delivery(i, 30 + (i * 7 % 50), items: i))], told: 400);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => 49.0 - i), shown.Items.Select(item => item.Error!.Value));
        Assert.Equal((50, 400, Made.At, Made.At.AddSeconds(49)), (shown.Read, shown.Of, shown.From, shown.To));
        var worst = shown.Items[0];
        Assert.Equal((Made.Id(7), "79", 7), (worst.Id, worst.Actual!.Json, worst.Input!.Value.GetProperty("items").GetInt32()));
        Assert.Equal(30, worst.Output!.Value.GetProperty("minutes").GetInt32());
    }

    [Fact]
    public void An_input_too_large_to_copy_is_left_out_and_said_so()
    {
        var large = Made.Read(TaskKind.Regression, 1, $$"""{"note":"{{new string('a', 70_000)}}"}""", """{"minutes":30,"p10":20,"p90":40}""", Actual.Of(1));
        var item = Assert.Single(ShownPredictions.Worst("absolute error", [large], null).Items);
        Assert.Equal((null, 70_011), (item.Input, item.InputBytes));
    }
}
