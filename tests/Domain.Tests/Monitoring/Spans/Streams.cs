using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Monitoring.Spans;

/// <summary>Answers with what really happened, drawn from a seed.</summary>
internal static class Streams
{
    public static TaskDefinition Frauds { get; } = new(TaskName.Parse("frauds"), "Frauds.", TaskKind.Binary, [new("amount", ColumnType.Number)], "fraud", "averagePrecision")
    {
        Decision = new DecisionPolicy(AlertBudget: 0.02),
    };

    public static TaskDefinition Searches { get; } = new(
        TaskName.Parse("searches"), "Searches.", TaskKind.Ranking, [new("query", ColumnType.Text), new("price", ColumnType.Number)], "grade", "ndcg@10", Group: "query");

    public static IReadOnlyList<Told> Of(TaskKind kind, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Told(kind, kind switch
        {
            TaskKind.Regression => Estimate(random),
            TaskKind.Ranking => Ranking(random),
            _ => Probability(random),
        }, TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * 3600)))];
    }

    /// <summary>A calibrated probability, and what is drawn by it: about 4 % are positive.</summary>
    public static (Answer Answer, Actual Actual) Probability(Random random)
    {
        var probability = 1 / (1 + Math.Exp(4.5 - (1.8 * Normal(random))));
        return (new ProbabilityAnswer(probability), Actual.Of(random.NextDouble() < probability ? 1 : 0));
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static (Answer Answer, Actual Actual) Estimate(Random random)
    {
        var value = 30 + (10 * Normal(random));
        return (new EstimateAnswer(new Estimate(value, value - 9, value + 12)), Actual.Of(value + 1 + (9 * Normal(random))));
    }

    private static (Answer Answer, Actual Actual) Ranking(Random random)
    {
        string[] ids = [.. Enumerable.Range(0, 1 + random.Next(14)).Select(product => $"p{product}")];
        var grades = ids.ToDictionary(id => id, _ => (double)Math.Max(0, random.Next(-3, 4)));
        // Coarse scores tie.
        var scores = ids.ToDictionary(id => id, id => Math.Round(grades[id] + Normal(random), 1));
        return (new ScoresAnswer(scores), new Actual(System.Text.Json.JsonSerializer.Serialize(grades, Json.Options)));
    }
}

/// <summary>A prediction whose outcome has been told.</summary>
internal sealed record Told(TaskKind Kind, (Answer Answer, Actual Actual) Pair, TimeSpan Delay)
{
    public double Actual => Pair.Actual.Number;

    public double Probability => ((ProbabilityAnswer)Pair.Answer).Probability;

    public Estimate Estimate => ((EstimateAnswer)Pair.Answer).Estimate;

    public void AddTo(Aggregate sums, int sign = 1) => OutcomeFold.Add(sums, Kind, Pair.Answer, Pair.Actual, Delay, sign);

    /// <summary>The sums of some, as one instance has them.</summary>
    public static Aggregate Fold(IEnumerable<Told> all)
    {
        var sums = new Aggregate();
        foreach (var told in all)
            told.AddTo(sums);
        return sums;
    }
}
