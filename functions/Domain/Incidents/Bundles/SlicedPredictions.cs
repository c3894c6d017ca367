using System.Globalization;
using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>Labelled predictions as validation rows are: with their inputs read, and answers to judge by.</summary>
/// <param name="Examples">A row each; of a ranking a row for each product.</param>
/// <param name="Answers">To the rows.</param>
/// <param name="Blocks">Of each row, the prediction that it belongs to.</param>
/// <param name="Predictions">How many they are.</param>
public sealed record SlicedPredictions(IReadOnlyList<Example> Examples, ValidationAnswers Answers, Blocks Blocks, int Predictions)
{
    private const double Half = 0.5;

    /// <summary>Those of them whose input the task takes as it is declared now; null where there are none.</summary>
    public static SlicedPredictions? Of(TaskDefinition task, IReadOnlyList<LabelledPrediction> predictions)
    {
        var inputs = InputReader.Of(task.Kind, task.Columns, task.Group);
        var read = predictions.Select(one => (Of: one, Input: Read(inputs, one.Row.Input))).Where(one => one.Input is not null).Select(one => (one.Of, Input: one.Input!)).ToArray();
        if (read.Length == 0)
            return null;
        return task.Kind == TaskKind.Ranking ? Ranked(read) : Single(task, read);
    }

    /// <summary>An input of the log; null where its fields are not those that are taken.</summary>
    public static PredictionInput? Read(InputReader inputs, JsonElement? input)
    {
        if (input is not { ValueKind: JsonValueKind.Object } json)
            return null;
        var bytes = Encoding.UTF8.GetBytes(json.GetRawText());
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        var errors = new List<FieldError>();
        var read = inputs.Read(ref reader, bytes, "/input", errors);
        return errors.Count == 0 ? read : null;
    }

    private static SlicedPredictions Single(TaskDefinition task, (LabelledPrediction Of, PredictionInput Input)[] read)
    {
        Example[] examples = [.. read.Select(one => new Example(one.Input.Row, one.Of.Actual.Number))];
        ValidationAnswers answers = task.Kind == TaskKind.Regression
            ? new RegressionAnswers([.. examples.Select(example => example.Label)], [.. read.Select(one => ((EstimateAnswer)one.Of.Answer).Estimate)])
            : new BinaryAnswers(
                [.. examples.Select(example => example.Label == 1)], [.. read.Select(one => ((ProbabilityAnswer)one.Of.Answer).Probability)], Half, Prevalence.Of(task, examples).NegativeWeight);
        return new(examples, answers, new Blocks([.. Enumerable.Range(0, examples.Length)], examples.Length, "prediction"), read.Length);
    }

    private static SlicedPredictions Ranked((LabelledPrediction Of, PredictionInput Input)[] read)
    {
        var (examples, of, scores) = (new List<Example>(), new List<int>(), new List<double>());
        foreach (var (request, one) in read.Index())
        {
            var (scored, grades) = (((ScoresAnswer)one.Of.Answer).Scores, one.Of.Actual.Grades());
            foreach (var (row, product) in one.Input.Rows.Zip(one.Input.Ids))
            {
                if (!ProductId.TryText(product.Span, out var id) || !scored.TryGetValue(id, out var score))
                    continue;
                examples.Add(new(row, grades.GetValueOrDefault(id)));
                scores.Add(score);
                of.Add(request);
            }
        }

        string[] groups = [.. of.Select(request => request.ToString(CultureInfo.InvariantCulture))];
        return new(examples, new RankingAnswers(groups, [.. examples.Select(example => example.Label)], scores), new Blocks(of, read.Length, "request"), read.Length);
    }
}
