using System.Reflection;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning;

namespace MlFunctions.Architecture.Tests;

/// <summary>What stands in these lists is walked by the shared checks: a trainer or a metric that is not in its list is neither offered nor tested.</summary>
public sealed class ListTests
{
    [Fact]
    public void Every_trainer_is_in_the_list() => Assert.Equal(
        typeof(Trainer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Trainer)) && !type.IsAbstract).Select(type => type.Name).Order(),
        Trainers.All.Select(trainer => trainer.GetType().Name).Order());

    [Fact]
    public void Every_metric_of_regression_is_in_the_list() =>
        Assert.Equal(Declared().Order(), RegressionMetrics.All.Select(metric => metric.Name).Order());

    /// <summary>The metrics that stand in static properties and fields, by name.</summary>
    private static IEnumerable<string> Declared()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var types = typeof(RegressionMetric).Assembly.GetTypes();
        var properties = types.SelectMany(type => type.GetProperties(Static)).Where(property => property.PropertyType == typeof(RegressionMetric)).Select(property => property.GetValue(null));
        var fields = types.SelectMany(type => type.GetFields(Static)).Where(field => field.FieldType == typeof(RegressionMetric)).Select(field => field.GetValue(null));
        return properties.Concat(fields).OfType<RegressionMetric>().Select(metric => metric.Name).Distinct();
    }
}
