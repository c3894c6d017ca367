using System.Globalization;
using System.Text;
using MlFunctions.Support;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>The tasks of the account, one of each kind, and their rows, which are made from seeds.</summary>
internal static class AccountTasks
{
    public const string Deliveries = "deliveries";
    public const string Results = "results";
    public const string Payments = "payments";

    /// <summary>Deliveries, with policies that a few hundred rows and two weeks are enough for.</summary>
    public static object DeliveriesDocument(string description) => new
    {
        kind = "regression",
        description,
        columns = SampleTask.Definition.Columns.Select(column => new { name = column.Name, type = column.Type.ToString().ToLowerInvariant(), required = column.Required }),
        label = SampleTask.Definition.Label,
        metric = "mae",
        time = SampleTask.Definition.Time,
        block = SampleTask.Definition.Block,
        output = SampleTask.Definition.Output,
        unit = "store",
        cadence = "minute",
        thresholds = new[] { new { metric = "mae", fire = 1.3, clear = 1.1, needed = 2, of = 3, minLabels = 10 } },
        retraining = new { maxAgeDays = 30, newLabels = 50, cooldownHours = 48, trainer = "linear" },
        promotion = new
        {
            gates = new[] { "contract", "replay", "better-than-baseline", "quality", "pilot" }, margin = 0.5, sliceMargin = 2, shadowRows = 10, pilotShares = new[] { 0.5 }, pilotHours = 1, pilotOutcomes = 10, maxP99Milliseconds = 100_000,
        },
        datasets = new { refreshDays = 3, validationDays = 1, trainingDays = 5, fewestRows = 30 },
        retention = new { modelDays = 3, datasetDays = 3 },
    };

    public static object ResultsDocument { get; } = new
    {
        kind = "ranking",
        columns = new object[] { new { name = "qid", type = "id" }, new { name = "1", type = "number" }, new { name = "2", type = "number" } },
        label = "grade",
        group = "qid",
        metric = "ndcg@3",
        promotion = new { gates = Array.Empty<string>() },
    };

    public static object PaymentsDocument { get; } = new
    {
        kind = "binary",
        columns = new object[] { new { name = "amount", type = "number", required = true }, new { name = "age", type = "number" }, new { name = "items", type = "number" }, new { name = "hour", type = "number" }, new { name = "country", type = "category" } },
        label = "fraud",
        decision = new { falsePositiveCost = 1, falseNegativeCost = 5 },
        log = "best-effort",
        promotion = new { gates = Array.Empty<string>() },
    };

    public static string ResultsFile(int queries)
    {
        var random = new Random(1);
        return string.Join('\n', Enumerable.Range(0, queries * 5).Select(row => random.Next(3) is var grade ? $"{grade} qid:{row / 5}{(grade == 0 ? "" : $" 1:{grade}")} 2:{random.Next(100)}" : ""));
    }

    public static string PaymentsFile(int rows)
    {
        var (random, csv) = (new Random(2), new StringBuilder("amount,age,items,hour,country,fraud\n"));
        for (var row = 0; row < rows; row++)
        {
            var isFraud = row % 8 == 0;
            csv.Append(CultureInfo.InvariantCulture, $"{random.Next(1, 100) + (isFraud ? 60 : 0)},{random.Next(18, 90)},{random.Next(1, 20)},{random.Next(24)},{(random.Next(isFraud ? 2 : 4) == 0 ? "de" : "fr")},{(isFraud ? 1 : 0)}\n");
        }

        return csv.ToString();
    }
}
