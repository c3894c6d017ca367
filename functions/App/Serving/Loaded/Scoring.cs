using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;

namespace MlFunctions.App.Serving.Loaded;

/// <summary>From inputs to the JSON of their answers, by what the model can answer; serving and replay share it. It keeps its memory from one call to the next.</summary>
internal sealed class Scoring
{
    private const int WarmUpAnswers = 30;

    private Row[] rows = new Row[1];
    private Estimate[] estimates = new Estimate[1];
    private double[] numbers = new double[1];
    private double[] first = new double[1];
    private TrainedModel? model;
    private IReadOnlyList<PredictionInput> inputs = [];

    /// <summary>Scores the inputs of a call, all at once where each is one row.</summary>
    public void Score(TrainedModel asked, IReadOnlyList<PredictionInput> call)
    {
        (model, inputs) = (asked, call);
        switch (asked)
        {
            case RegressionModel regression:
                regression.Predict(Rows(), Room(ref estimates, call.Count));
                break;
            case BinaryModel binary:
                binary.Probability(Rows(), Room(ref numbers, call.Count));
                break;
            case RankingModel:
                Room(ref first, call.Count);
                break;
            default:
                throw new NotSupportedException($"No answer is known for a {asked.Kind} model.");
        }
    }

    /// <summary>Writes the answer to one of the inputs.</summary>
    public void Write(Utf8JsonWriter json, TaskDefinition task, int input)
    {
        switch (model)
        {
            case RegressionModel:
                Output.Write(json, task.Output, estimates[input]);
                break;
            case BinaryModel binary:
                Output.Write(json, numbers[input], numbers[input] >= binary.Threshold);
                break;
            case RankingModel ranking:
                var scores = Room(ref numbers, inputs[input].Rows.Count);
                ranking.Score(inputs[input].Rows, scores);
                first[input] = Highest(scores);
                Output.Write(json, inputs[input].Ids, scores);
                break;
        }
    }

    /// <summary>The bin of <see cref="Aggregate.Output"/> that the answer to an input falls in.</summary>
    public int OutputBin(int input) => model switch
    {
        RegressionModel => LogBins.Of(estimates[input].Value),
        BinaryModel => ScoreBins.Of(numbers[input]),
        _ => LogBins.Of(first[input]),
    };

    /// <summary>Of a regression: P90 − P10.</summary>
    public double Width(int input) => estimates[input].P90 - estimates[input].P10;

    /// <summary>Lets go of the call's inputs.</summary>
    public void Forget()
    {
        inputs = [];
        rows.AsSpan().Clear();
    }

    /// <summary>Answers a few inputs of missing values, so that a model's first call finds its code compiled and its data in the processor's caches.</summary>
    public static void WarmUp(TaskDefinition task, TrainedModel model)
    {
        var scoring = new Scoring();
        PredictionInput[] input = [new PredictionInput([Row.Empty(model.Columns)], ["0"u8.ToArray()], default)];
        using var json = new Utf8JsonWriter(Stream.Null);
        for (var answer = 0; answer < WarmUpAnswers; answer++)
        {
            json.Reset();
            scoring.Score(model, input);
            scoring.Write(json, task, 0);
        }
    }

    private static double Highest(ReadOnlySpan<double> scores)
    {
        var highest = double.NegativeInfinity;
        foreach (var score in scores)
            highest = Math.Max(highest, score);
        return highest;
    }

    private ReadOnlySpan<Row> Rows()
    {
        var all = Room(ref rows, inputs.Count);
        for (var input = 0; input < all.Length; input++)
            all[input] = inputs[input].Row;
        return all;
    }

    private static Span<T> Room<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[length];
        return array.AsSpan(0, length);
    }
}
