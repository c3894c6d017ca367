using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>Means of thirty independent columns, tested each hour; healthy is no change, and no effect is too small to matter. When power is measured one column shifts, by so many deviations, and must by a tenth.</summary>
internal sealed class TestedColumns(AlarmRule rule, int rows) : WatchedStream(rule, $"30 columns, {rows} rows a test", 0.05, 0.1, 0.2)
{
    private const int Columns = 30;
    private const double Floor = 0.1;

    private readonly DriftRule judge = new(rule.Significance);

    public override string Unit => "deviations in one column";

    protected override IEnumerable<AlarmEvaluation> Quiet(int seed) => Of(0, 0, seed);

    protected override IEnumerable<AlarmEvaluation> Worse(double shift, int seed) => Of(shift, Floor, seed);

    private IEnumerable<AlarmEvaluation> Of(double shift, double floor, int seed)
    {
        var random = new Random(seed);
        for (var from = Start; ; from += Rule.Every)
            yield return judge.Evaluate(from, from + Rule.Every, [.. Enumerable.Range(0, Columns).Select(column => Test(column == 0 ? shift : 0, floor, random))], rows)!;
    }

    private Finding Test(double shift, double floor, Random random)
    {
        var z = Normal.Sample(random, shift * Math.Sqrt(rows), 1);
        return new("x", Math.Abs(z) / Math.Sqrt(rows), floor, 2 * Normal.CDF(0, 1, -Math.Abs(z)), "");
    }
}
