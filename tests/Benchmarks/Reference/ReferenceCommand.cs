using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Quality;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Reference;

/// <summary>Whether the live metrics are right: the API's figures of real predictions and outcomes beside scikit-learn's of the same.</summary>
internal static class ReferenceCommand
{
    private const double Exactly = 1e-9;

    public static Command Command { get; } = new(
        "reference <csv, plain or .gz> [--trainer lightgbm] [--seed 1]",
        "Trains a task that ships on a file of its rows, predicts those held out, tells their outcomes (every tenth wrong at first, then corrected), and compares GET …/metrics with scikit-learn.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (file, seed) = (new RowFile(arguments.Place(0, "<file of rows>")), arguments.Count("seed", 1));
        var task = FileTask.Of(file, null);
        var rows = await file.LoadAsync(task, cancel);
        var split = HoldOut.Of(task, rows, seed);
        if (split.Refusal is { } refusal)
            throw new BenchmarkException(refusal);
        var calls = HeldOutCalls.Of(task, split.Validation.Select(row => rows[row]));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        using var http = new HttpClient { BaseAddress = bed.Address };
        var trained = new TrainedTask(http, task.Name.ToString());
        var model = await trained.TrainAsync(ExampleCsv.Of(task, split.Training.Select(row => rows[row])), arguments.Text("trainer", "lightgbm"), seed, cancel);
        await trained.PromoteAsync(model, cancel);

        Console.WriteLine($"Predicting {calls.Count} inputs of {task.Name}, and telling their outcomes …");
        var live = new LiveTask(http, trained, task);
        var predictions = await live.PredictAsync(calls, cancel);
        await live.TellAsync(predictions, calls, wrongEvery: 10, cancel);
        await live.TellAsync(predictions, calls, wrongEvery: null, cancel);
        var figures = await live.MetricsAsync(calls.Count, cancel);
        var reference = await ScikitLearn.JudgeAsync(Told(task, predictions, calls), cancel);
        return Compare(figures, reference, $"{task.Name}, {calls.Count} predictions");
    }

    private static JsonObject Told(TaskDefinition task, IReadOnlyList<JsonElement> predictions, IReadOnlyList<HeldOutCall> calls) => new()
    {
        ["kind"] = JsonNamingPolicy.CamelCase.ConvertName($"{task.Kind}"),
        ["output"] = task.Output,
        ["budget"] = task.Decision?.AlertBudget,
        ["prevalence"] = task.Decision?.Prevalence,
        ["rows"] = new JsonArray([.. predictions.Zip(calls, (prediction, call) => new JsonObject
        {
            ["output"] = JsonNode.Parse(prediction.GetProperty("output").GetRawText()),
            ["actual"] = call.Actual.DeepClone(),
        })]),
    };

    private static Report Compare(JsonElement figures, IReadOnlyDictionary<string, double> reference, string what)
    {
        var table = new MarkdownTable(what, "GET …/metrics", "scikit-learn", "difference", "at most");
        var holds = true;
        foreach (var (name, theirs) in reference)
        {
            var figure = figures.GetProperty(name);
            var ours = figure.GetProperty("value").GetDouble();
            var binned = figure.TryGetProperty("lower", out var lower);
            var (least, most) = binned ? (lower.GetDouble() - Exactly, figure.GetProperty("upper").GetDouble() + Exactly) : (ours - Exactly, ours + Exactly);
            var holdsHere = theirs >= least && theirs <= most;
            holds &= holdsHere;
            table.Add(name, ours, theirs, Report.Text(Math.Abs(ours - theirs), "0.0e+0"), (binned ? Report.Text(Math.Max(ours - least, most - ours), "0.0e+0") : "1e-9") + (holdsHere ? "" : ", which it is not"));
        }

        return new Report(table, [], holds) { Notes = ["Where the bound is above 1e-9 the metric is read from histograms, and the API states the least and the most that it can be."] };
    }
}
