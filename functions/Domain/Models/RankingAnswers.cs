using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Metrics.Ranking;

namespace MlFunctions.Domain.Models;

/// <summary>A ranking model's answers.</summary>
/// <param name="groups">Of each of n rows, the request that it belongs to.</param>
/// <param name="grades">n true grades.</param>
/// <param name="scores">n scores: higher is ranked first.</param>
public sealed class RankingAnswers(IReadOnlyList<string> groups, IReadOnlyList<double> grades, IReadOnlyList<double> scores) : ValidationAnswers
{
    private const int FewestRequests = 10;

    public override int Count => grades.Count;

    public override string Header => "group,actual,score";

    public override SampledMetrics Judge(IReadOnlyList<Metric> metrics, IReadOnlyList<int> rows, Blocks blocks)
    {
        RankingMetric[] means = [.. metrics.Cast<RankingMetric>()];
        int[][] requests = [.. rows.GroupBy(row => groups[row], StringComparer.Ordinal).Select(request => request.ToArray())];
        return BlockMeans.Of(
            requests.Select(request => blocks.Of[request[0]]),
            requests.Select(request => Figures(means, request)),
            [.. means.Select(_ => (Func<double, double>)(mean => mean))]);
    }

    public override bool IsEnough(IReadOnlyList<int> rows) =>
        rows.Count >= Slices.FewestRows && rows.Select(row => groups[row]).Distinct(StringComparer.Ordinal).Count() >= FewestRequests;

    public override AnswersReference Reference()
    {
        int[][] requests = [.. Enumerable.Range(0, Count).GroupBy(row => groups[row], StringComparer.Ordinal).Select(request => request.ToArray())];
        var reference = new AnswersReference { Count = requests.Length };
        foreach (var request in requests)
        {
            reference.Output.Add(LogBins.Of(request.Max(row => scores[row])));
            foreach (var (metric, figure) in RankingMetrics.All.Zip(Figures([.. RankingMetrics.All], request)))
            {
                if (double.IsFinite(figure))
                    reference.Term(metric.Name).Add(figure);
            }
        }

        return reference;
    }

    public override string Line(int row) => string.Create(CultureInfo.InvariantCulture, $"\"{groups[row].Replace("\"", "\"\"", StringComparison.Ordinal)}\",{grades[row]},{scores[row]}");

    private double[] Figures(RankingMetric[] metrics, int[] request)
    {
        double[] of = [.. request.Select(row => scores[row])];
        double[] truth = [.. request.Select(row => grades[row])];
        return [.. metrics.Select(metric => metric.OfRequest(of, truth) ?? double.NaN)];
    }
}
