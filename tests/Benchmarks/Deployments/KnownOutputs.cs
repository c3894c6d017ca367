using System.Text.Json;
using MlFunctions.Benchmarks.Throughput;

namespace MlFunctions.Benchmarks.Deployments;

/// <summary>What each model answers to each body, asked while it alone was in production.</summary>
internal sealed class KnownOutputs(IReadOnlyList<string> bodies)
{
    private readonly Dictionary<int, string[]> outputs = [];

    /// <summary>Asks the model that is in production at <paramref name="url"/>, and which must be <paramref name="model"/>.</summary>
    public async Task LearnAsync(Uri url, int model, CancellationToken cancel)
    {
        var known = new string[bodies.Count];
        foreach (var (place, body) in bodies.Index())
        {
            var answer = await FirstAnswer.AskAsync(url, body, cancel);
            if (answer.GetProperty("model").GetInt32() != model)
                throw new BenchmarkException($"Model {answer.GetProperty("model")} answers on the instance that has just promoted model {model}.");
            known[place] = answer.GetProperty("output").GetRawText();
        }
        outputs[model] = known;
    }

    /// <exception cref="BenchmarkException">Two models answer a body alike, so one could not be told from the other.</exception>
    public void RequireDifferent()
    {
        if (Enumerable.Range(0, bodies.Count).Any(place => outputs.Values.DistinctBy(known => known[place]).Count() < outputs.Count))
            throw new BenchmarkException("Two models give the same output to the same input, so nobody can see which one answered.");
    }

    /// <summary>Whether the output is the model's own.</summary>
    public bool Fits(int model, int call, JsonElement output) => outputs.TryGetValue(model, out var known) && known[call % bodies.Count] == output.GetRawText();
}
