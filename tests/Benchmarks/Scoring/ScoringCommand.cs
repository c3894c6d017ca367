using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Benchmarks.Scoring;

/// <summary>What an answer costs without a host: every trainer's model on rows that are already read.</summary>
internal static class ScoringCommand
{
    private const int Batch = 1_000;
    private const int Requests = 20;

    public static Command Command { get; } = new(
        "scoring [--rounds 15] [--seed 1]",
        "Microseconds and bytes of an answer of each trainer's model, alone and in batches, and LightGBM's own C API beside it.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var (rounds, seed) = (arguments.Count("rounds", 15), arguments.Count("seed", 1));
        var table = new MarkdownTable("kind", "trainer", "an answer to", "us", "bytes", $"rows/s in a batch of {Batch}");
        MarkdownTable? beside = null;
        foreach (var kind in Enum.GetValues<TaskKind>())
        {
            var rows = await MadeRows.OfAsync(kind, seed, cancel);
            Row[] some = [.. rows.Take(Batch).Select(row => row.Input)];
            foreach (var trainer in TrainerList.All.Where(trainer => trainer.Kind == kind))
            {
                var model = trainer.Train(MadeRows.Task(kind), rows, seed, new Progress<TrainingProgress>(), cancel).Model;
                Add(table, model, some, rounds);
                if (model is RegressionModel regression && model.Trainer == LightGbmTrainer.TrainerName)
                    beside = BesideLightGbm.Measure(regression, some, rounds);
            }
        }

        Console.WriteLine($"{table}\n\n{beside}\n\nMedian of {rounds} rounds after a second of warm-up, one thread, seed {seed}. On {Machine.Description}.");
        return 0;
    }

    private static void Add(MarkdownTable table, TrainedModel model, Row[] rows, int rounds)
    {
        var estimates = new Estimate[rows.Length];
        var numbers = new double[rows.Length];
        Row[][] requests = [.. rows.Chunk(MadeRows.Products).Take(Requests)];
        var alone = model switch
        {
            RegressionModel regression => Timed.Of(rounds, rows.Length, () => Each(rows, row => regression.Predict(row))),
            BinaryModel binary => Timed.Of(rounds, rows.Length, () => Each(rows, row => binary.Probability(row))),
            RankingModel ranking => Timed.Of(rounds, requests.Length, () => Each(requests, request => ranking.Score(request, numbers.AsSpan(0, request.Length)))),
            _ => throw new NotSupportedException(),
        };
        var batch = model switch
        {
            RegressionModel regression => Timed.Of(rounds, rows.Length, () => regression.Predict(rows, estimates)),
            BinaryModel binary => Timed.Of(rounds, rows.Length, () => binary.Probability(rows, numbers)),
            _ => null,
        };
        table.Add(
            model.Kind.ToString().ToLowerInvariant(), model.Trainer, batch is null ? $"a request of {MadeRows.Products} products" : "a row",
            $"{alone.Microseconds:0.00}", $"{alone.Bytes:0}", batch is null ? "" : $"{batch.ASecond:0}");
    }

    private static void Each<T>(T[] pieces, Action<T> answer)
    {
        foreach (var piece in pieces)
            answer(piece);
    }
}
