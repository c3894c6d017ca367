using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Leaks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests;

/// <summary>Public rows, split as they are judged elsewhere, raise no leak.</summary>
[Trait("Category", "Slow")]
public sealed class LeakTests(ITestOutputHelper output)
{
    private static readonly TaskDefinition Cards = new(
        TaskName.Parse("cards"),
        "Whether a card transaction is fraudulent.",
        TaskKind.Binary,
        [new Column("Time", ColumnType.Number), .. Enumerable.Range(1, 28).Select(i => new Column($"V{i}", ColumnType.Number)), new Column("Amount", ColumnType.Number)],
        "Class",
        "averagePrecision");

    private static readonly TaskDefinition Payments = new(
        TaskName.Parse("payments"),
        "Whether a simulated card transaction is fraudulent.",
        TaskKind.Binary,
        [
            new Column("TX_DATETIME", ColumnType.Time),
            .. new[] { "CUSTOMER_ID", "TERMINAL_ID" }.Select(name => new Column(name, ColumnType.Category)),
            .. new[]
            {
                "TX_AMOUNT", "TX_DURING_WEEKEND", "TX_DURING_NIGHT", "CUSTOMER_NB_TX_1DAY", "CUSTOMER_AVG_AMOUNT_1DAY", "CUSTOMER_NB_TX_7DAY", "CUSTOMER_AVG_AMOUNT_7DAY", "CUSTOMER_NB_TX_30DAY",
                "CUSTOMER_AVG_AMOUNT_30DAY", "TERMINAL_NB_TX_1DAY", "TERMINAL_RISK_1DAY", "TERMINAL_NB_TX_7DAY", "TERMINAL_RISK_7DAY", "TERMINAL_NB_TX_30DAY", "TERMINAL_RISK_30DAY",
            }.Select(name => new Column(name, ColumnType.Number)),
        ],
        "TX_FRAUD",
        "averagePrecision",
        Time: "TX_DATETIME",
        Block: "CUSTOMER_ID");

    [Theory]
    [InlineData("delivery-time/doordash.csv.gz")]
    [InlineData("search-ranking/crowdflower.csv.gz")]
    [InlineData("card-fraud/ulb-creditcard.csv.gz")]
    [InlineData("card-fraud/handbook-jun-jul.csv.gz")]
    public void Rows_held_out_by_their_blocks_raise_nothing(string file)
    {
        var path = SharedData.Find(file);
        Assert.SkipWhen(path is null, SharedData.Absent);
        var task = file switch
        {
            "delivery-time/doordash.csv.gz" => SharedData.DeliveryTime,
            "search-ranking/crowdflower.csv.gz" => SearchData.Products,
            "card-fraud/ulb-creditcard.csv.gz" => Cards,
            _ => Payments,
        };
        var rows = task == SearchData.Products ? SearchData.ReadProducts(path!) : SharedData.Read(path!, task);
        var split = HoldOut.Of(task, rows, 1);

        Quiet(LeakChecks.Of(task, Dated([.. split.Training.Select(row => rows[row])]), Dated([.. split.Validation.Select(row => rows[row])])));
    }

    [Fact]
    public void Two_files_that_number_their_queries_from_one_raise_nothing()
    {
        var (training, test) = (SharedData.Find("search-ranking/lightgbm-lambdarank/rank.train.gz"), SharedData.Find("search-ranking/lightgbm-lambdarank/rank.test.gz"));
        Assert.SkipWhen(training is null || test is null, SharedData.Absent);

        Quiet(LeakChecks.Of(SearchData.Numbers, Dated(SearchData.ReadNumbers(training!)), Dated(SearchData.ReadNumbers(test!))));
    }

    private void Quiet(IReadOnlyList<GateVerdict> verdicts)
    {
        foreach (var verdict in verdicts)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(verdict.Passed ? "passed" : "FAILED")} {verdict.Statistic:0.####}: {verdict.Detail}"));
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed, verdict.Detail));
    }

    private static DatedRows Dated(IReadOnlyList<Example> rows) => DatedRows.Of(rows, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}
