using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

public sealed class LabelTests(AzuriteFixture azurite)
{
    private static readonly TaskDefinition Binary = SampleTask.Definition with { Kind = TaskKind.Binary, Label = "late" };

    [Fact]
    public async Task A_binary_task_takes_true_and_false_beside_1_and_0()
    {
        var store = await EmptyStore.OnAsync(azurite);

        var dataset = EmptyStore.Done(await store.UploadAsync(Binary, Csv("0", "1", "true", "False", "1.0", "0.0")));

        var labels = (await store.Datasets.ExamplesAsync(Binary, dataset.Version, TestContext.Current.CancellationToken)).Select(example => example.Label);
        Assert.Equal([0, 1, 1, 0, 1, 0], labels);
    }

    [Theory]
    [InlineData(TaskKind.Binary, "2", "0, 1, true or false")]
    [InlineData(TaskKind.Binary, "0.5", "0, 1, true or false")]
    [InlineData(TaskKind.Ranking, "1.5", "a whole number from 0 to 31")]
    [InlineData(TaskKind.Ranking, "32", "a whole number from 0 to 31")]
    [InlineData(TaskKind.Ranking, "-1", "a whole number from 0 to 31")]
    [InlineData(TaskKind.Regression, "true", "a number")]
    public async Task A_label_that_the_kind_does_not_take_is_refused_by_line_and_column(TaskKind kind, string label, string words)
    {
        var store = await EmptyStore.OnAsync(azurite);

        var refused = await store.UploadAsync(Binary with { Kind = kind }, Csv("1", label));

        var error = Assert.IsType<Invalid>(refused.Refusal).Errors[0];
        Assert.Equal("line 3, column 5 (late)", error.Pointer);
        Assert.Contains(words, error.Detail, StringComparison.Ordinal);
        await store.AssertNothingIsLeftAsync();
    }

    private static MemoryStream Csv(params string[] labels) =>
        new(SampleTask.Utf8(string.Concat(labels.Select(label => $"2026-01-01,a,1,5,{label}\n").Prepend("placed,store,items,couriers,late\n"))));
}
