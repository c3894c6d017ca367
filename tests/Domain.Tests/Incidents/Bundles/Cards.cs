using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

/// <summary>Cards of models.</summary>
internal static class Cards
{
    /// <summary>Of a model of the delivery task with this MAE on a version of the validation rows.</summary>
    public static ModelCard Of(int version, double mae, int validation = 3, Comparison? production = null)
    {
        MetricEstimate[] metrics = [new("mae", mae, mae - 0.5, mae + 0.5)];
        var evaluation = new Evaluation(100, 50, "row", Better.Lower, metrics, metrics, metrics[0], production, [], []);
        var provenance = new Provenance(
            $"t{version}", 2, new TrainingOrder("lightgbm", 1, validation, 42), new Dictionary<string, string> { ["leaves"] = "31" }, 1.5,
            new DatasetUse(1, "aa", 900, "all"), new DatasetUse(validation, $"b{validation}", 100, "all"),
            new CodeVersion("c0ffee", new Dictionary<string, string>(), new Dictionary<string, string>(), ".NET 10"), null, new Artifact("dd", 1000));
        return new(TestTasks.Delivery.Name, version, "lightgbm", Made.At.AddDays(version - 10), evaluation, [], provenance);
    }
}
