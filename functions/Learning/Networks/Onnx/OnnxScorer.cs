using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.OnnxRuntime;

namespace MlFunctions.Learning.Networks.Onnx;

/// <summary>
/// Runs a model of <see cref="OnnxWriter"/> by ONNX Runtime, on the calling thread. Any number of threads may ask one scorer; a single row allocates nothing.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A model is used until its last thread lets go of it, which only the collector knows; the handles have finalizers.")]
public sealed class OnnxScorer
{
    // The hidden values of all rows of a run are kept at once.
    private const int MostRows = 4096;

    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly int numbers;
    private readonly int codes;
    private readonly int outputs;

    // Bindings of one row that no thread uses just now.
    private readonly ConcurrentBag<OnnxRows> idle = [];

    /// <summary>Loads a model.</summary>
    /// <param name="model">What <see cref="OnnxWriter"/> wrote.</param>
    /// <exception cref="InvalidDataException">It is no such model.</exception>
    public OnnxScorer(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        try
        {
            session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"The model artifact's network cannot be read: {error.Message}", error);
        }

        numbers = Width(session.InputMetadata, OnnxWriter.Numbers);
        codes = session.InputMetadata.ContainsKey(OnnxWriter.Codes) ? Width(session.InputMetadata, OnnxWriter.Codes) : 0;
        outputs = Width(session.OutputMetadata, OnnxWriter.Outputs);
    }

    /// <summary>Refuses a model of other widths.</summary>
    /// <exception cref="InvalidDataException">It has other widths.</exception>
    public void Check(int numbers, int codes, int outputs)
    {
        if ((numbers, codes, outputs) != (this.numbers, this.codes, this.outputs))
            throw new InvalidDataException("The model artifact's network does not fit its features.");
    }

    /// <summary>Scores one row.</summary>
    /// <param name="numbers">Of the row.</param>
    /// <param name="codes">Of the row, each within its embedding's codes.</param>
    /// <param name="outputs">To be written.</param>
    public void Score(ReadOnlySpan<float> numbers, ReadOnlySpan<int> codes, Span<float> outputs)
    {
        if (!idle.TryTake(out var row))
            row = new OnnxRows(session, 1, this.numbers, this.codes, this.outputs);
        row.Score(session, runOptions, numbers, codes, outputs);
        idle.Add(row);
    }

    /// <summary>The outputs of many rows, row after row.</summary>
    public float[] Score(NetworkInput input)
    {
        var scores = new float[input.Rows * outputs];
        for (var start = 0; start < input.Rows; start += MostRows)
        {
            var count = Math.Min(MostRows, input.Rows - start);
            using var rows = new OnnxRows(session, count, numbers, codes, outputs);
            rows.Score(
                session,
                runOptions,
                input.Numbers.AsSpan(start * numbers, count * numbers),
                input.Codes.AsSpan(start * codes, count * codes),
                scores.AsSpan(start * outputs, count * outputs));
        }

        return scores;
    }

    private static int Width(IReadOnlyDictionary<string, NodeMetadata> metadata, string name) =>
        metadata.TryGetValue(name, out var node) && node.Dimensions is [_, var width]
            ? width
            : throw new InvalidDataException($"The model artifact's network has no {name}.");
}
