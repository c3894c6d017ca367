using System.Text.Json;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>One call for predictions; a single input, or a batch.</summary>
/// <param name="Unit">Its marker.</param>
/// <param name="Inputs">JSON objects, no two of a run alike.</param>
internal sealed record Call(string Unit, IReadOnlyList<string> Inputs)
{
    private const int BatchEvery = 10;
    private const int BatchSize = 20;

    /// <summary>Every tenth call is a batch.</summary>
    public static Call Make(string unit, int number, SampleOrders orders) =>
        new(unit, [.. Enumerable.Range(0, number % BatchEvery == 0 ? BatchSize : 1).Select(_ => orders.Next())]);

    public string Body => Inputs is [var only]
        ? $$"""{"unit":"{{Unit}}","input":{{only}}}"""
        : $$"""{"unit":"{{Unit}}","inputs":[{{string.Join(',', Inputs)}}]}""";

    /// <summary>What the answer to this call acknowledges.</summary>
    public IEnumerable<Answered> Read(JsonElement answer)
    {
        JsonElement[] predictions = Inputs.Count == 1 ? [answer] : [.. answer.GetProperty("predictions").EnumerateArray()];
        return predictions.Zip(Inputs, (prediction, input) => new Answered(prediction.GetProperty("id").GetString()!, Unit, input, prediction.GetProperty("output").Clone()));
    }
}
