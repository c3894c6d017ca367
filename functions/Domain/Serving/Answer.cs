using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;

namespace MlFunctions.Domain.Serving;

/// <summary>What a model answered, read back from its row in the prediction log, to be judged by what really happened.</summary>
public abstract record Answer
{
    /// <summary>Reads an output as <see cref="Output"/> writes it; null when it is none of the kind, as after a task was declared anew.</summary>
    /// <param name="kind">Of the task.</param>
    /// <param name="outputName">What the task calls its predicted value.</param>
    /// <param name="output">The row's.</param>
    public static Answer? Read(TaskKind kind, string outputName, JsonElement output) => kind switch
    {
        _ when output.ValueKind != JsonValueKind.Object => null,
        TaskKind.Regression => Number(output, outputName) is { } value && Number(output, "p10") is { } p10 && Number(output, "p90") is { } p90
            ? new EstimateAnswer(new Estimate(value, p10, p90))
            : null,
        TaskKind.Binary => Number(output, "probability") is { } probability and >= 0 and <= 1 ? new ProbabilityAnswer(probability) : null,
        _ => Scores(output) is { Count: > 0 } scores ? new ScoresAnswer(scores) : null,
    };

    private static double? Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private static Dictionary<string, double>? Scores(JsonElement output)
    {
        if (!output.TryGetProperty("ranking", out var ranking) || ranking.ValueKind != JsonValueKind.Array)
            return null;
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var product in ranking.EnumerateArray())
        {
            if (Number(product, "score") is not { } score || !product.TryGetProperty("id", out var json) || !ProductId.TryText(Encoding.UTF8.GetBytes(json.GetRawText()), out var id))
                return null;
            scores[id] = score;
        }

        return scores;
    }
}

/// <summary>Of a regression.</summary>
public sealed record EstimateAnswer(Estimate Estimate) : Answer;

/// <summary>Of a binary task: 0 to 1.</summary>
public sealed record ProbabilityAnswer(double Probability) : Answer;

/// <summary>Of a ranking: the score of each product by its id.</summary>
public sealed record ScoresAnswer(IReadOnlyDictionary<string, double> Scores) : Answer;
