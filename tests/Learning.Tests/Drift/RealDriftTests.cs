using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests.Drift;

/// <summary>Real rows: what is changed in them is found, and as they are they stay quiet.</summary>
[Trait("Category", "Slow")]
public sealed class RealDriftTests(ITestOutputHelper output)
{
    private const double SecondsADay = 86_400;
    private const int LearnedDays = 18;
    private const int LaterDays = 5;

    private static readonly string[] Couriers = ["total_onshift_dashers", "total_busy_dashers", "total_outstanding_orders"];

    private static readonly TaskDefinition Payments = new(
        TaskName.Parse("payments"),
        "Whether a simulated card transaction is fraudulent.",
        TaskKind.Binary,
        [
            new Column("TX_DATETIME", ColumnType.Time),
            .. new[]
            {
                "TX_AMOUNT", "TX_DURING_WEEKEND", "TX_DURING_NIGHT", "CUSTOMER_NB_TX_1DAY", "CUSTOMER_AVG_AMOUNT_1DAY", "CUSTOMER_NB_TX_7DAY", "CUSTOMER_AVG_AMOUNT_7DAY", "CUSTOMER_NB_TX_30DAY",
                "CUSTOMER_AVG_AMOUNT_30DAY", "TERMINAL_NB_TX_1DAY", "TERMINAL_RISK_1DAY", "TERMINAL_NB_TX_7DAY", "TERMINAL_RISK_7DAY", "TERMINAL_NB_TX_30DAY", "TERMINAL_RISK_30DAY",
            }.Select(name => new Column(name, ColumnType.Number)),
        ],
        "TX_FRAUD",
        "averagePrecision",
        Time: "TX_DATETIME");

    [Fact]
    public void Later_orders_are_quiet_and_courier_columns_that_grow_by_a_third_are_found()
    {
        var path = SharedData.Find("delivery-time/doordash.csv.gz");
        Assert.SkipWhen(path is null, SharedData.Absent);
        var task = SharedData.DeliveryTime;
        var days = Days(task, SharedData.Read(path!, task));
        var profile = Profiled(task, days.Take(LearnedDays));
        Row[] later = [.. days.Skip(LearnedDays).SelectMany(day => day).Select(example => example.Input)];
        int[] places = [.. Couriers.Select(task.PlaceOf)];
        var grown = later.Select(row => new Row([.. row.Numbers.Select((number, place) => places.Contains(place) ? number * 4 / 3 : number)], row.Texts));

        Assert.Empty(Found("the later days", profile, later, LaterDays));
        Assert.Equivalent(Couriers, Found("couriers × 4/3", profile, grown, LaterDays));
        // The last day is cut off. Of the others one differs by more than any of the eighteen does: on the third, dashers on shift.
        var single = days.Skip(LearnedDays).SkipLast(1).Select((day, place) => (Day: place, Found: Found($"later day {place}", profile, day.Select(example => example.Input), 1))).Where(day => day.Found.Length > 0);
        Assert.Equal("total_onshift_dashers", Assert.Single(Assert.Single(single).Found));
    }

    [Fact]
    public void A_month_of_payments_and_each_of_its_days_are_quiet_and_doubled_night_traffic_is_found()
    {
        var path = SharedData.Find("card-fraud/handbook-jun-jul.csv.gz");
        Assert.SkipWhen(path is null, SharedData.Absent);
        const int June = 30;
        var days = Days(Payments, SharedData.Read(path!, Payments));
        var profile = Profiled(Payments, days.Take(June));
        Row[][] july = [.. days.Skip(June).Select(day => day.Select(example => example.Input).ToArray())];
        var night = Payments.PlaceOf("TX_DURING_NIGHT");
        string[] changed = ["TX_DATETIME", "TX_DURING_NIGHT"];

        Assert.Equal(31, july.Length);
        Assert.Empty(Found("July", profile, july.SelectMany(day => day), july.Length));
        Assert.Equivalent(changed, Found("July, nights twice", profile, july.SelectMany(Twice), july.Length));
        foreach (var (place, day) in july.Index())
        {
            Assert.Empty(Found($"{place + 1} July", profile, day, 1));
            Assert.Equivalent(changed, Found($"{place + 1} July, nights twice", profile, Twice(day), 1));
        }

        IEnumerable<Row> Twice(Row[] rows) => rows.Concat(rows.Where(row => row.Numbers[night] == 1));
    }

    private static Example[][] Days(TaskDefinition task, IEnumerable<Example> examples) =>
        [.. examples.GroupBy(example => Math.Floor(example.Input.Numbers[task.PlaceOf(task.Time)] / SecondsADay)).OrderBy(day => day.Key).Select(day => day.ToArray())];

    private static ModelProfile Profiled(TaskDefinition task, IEnumerable<Example[]> days) => ModelProfiler.Of(task, [.. days.SelectMany(day => day)], new AnswersReference(), seed: 1);

    /// <summary>The columns that drifted or break their contract.</summary>
    private string[] Found(string name, ModelProfile profile, IEnumerable<Row> rows, int days)
    {
        var sums = new Aggregate();
        foreach (var row in rows)
        {
            sums.Predictions++;
            for (var place = 0; place < profile.Columns.Count; place++)
                sums.Column(profile.Columns[place].Name).Add(profile.BinOf(row, place));
        }

        var report = DriftReport.Compare(TaskKind.Binary, profile, new LiveWindow(sums, TimeSpan.FromDays(days)));
        output.WriteLine($"{name}: {sums.Predictions} rows");
        foreach (var column in report.Columns.Take(4))
            output.WriteLine($"  {column.Column} {column.Verdict}: {string.Join(", ", column.Drift?.Tests.Select(test => $"{test.Detector} {test.Value:0.000} (floor {test.Floor:0.000}, p {test.PValue:0e0})") ?? [])}");
        return [.. report.Columns.Where(column => column.Verdict == DriftVerdict.Drifted || column.BreaksContract).Select(column => column.Column)];
    }
}
