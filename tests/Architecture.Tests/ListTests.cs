using System.Reflection;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Architecture.Tests;

/// <summary>What stands in these lists is walked by the shared checks: a trainer or a metric that is not in its list is neither offered nor tested.</summary>
public sealed class ListTests
{
    [Fact]
    public void Every_trainer_is_in_the_list() => Assert.Equal(
        typeof(Trainer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Trainer)) && !type.IsAbstract).Select(type => type.Name).Order(),
        TrainerList.All.Select(trainer => trainer.GetType().Name).Order());

    [Theory]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.Ranking)]
    [InlineData(TaskKind.Binary)]
    public void Every_metric_is_in_the_list_of_its_kind_and_some_can_decide(TaskKind kind)
    {
        var metrics = TaskMetrics.All(kind);
        Assert.Empty(Declared(metrics[0].GetType()).Except(metrics.Select(metric => metric.Name)));
        Assert.NotEmpty(TaskMetrics.Deciding(kind));
    }

    /// <summary>The metrics of a kind that stand in static properties and fields, by name.</summary>
    private static IEnumerable<string> Declared(Type kind)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var types = kind.Assembly.GetTypes();
        var properties = types.SelectMany(type => type.GetProperties(Static)).Where(property => property.PropertyType == kind).Select(property => property.GetValue(null));
        var fields = types.SelectMany(type => type.GetFields(Static)).Where(field => field.FieldType == kind).Select(field => field.GetValue(null));
        return properties.Concat(fields).OfType<Metric>().Select(metric => metric.Name).Distinct();
    }
}
