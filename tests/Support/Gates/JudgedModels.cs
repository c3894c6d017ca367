using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Support.Gates;

/// <summary>Evaluations of two models on the same drawn rows, whose true quality is known because they are made.</summary>
internal static class JudgedModels
{
    private const double Correlation = 0.9;

    /// <summary>How far apart the classes are, in production's noise.</summary>
    private const double Signal = 2;

    private static readonly TaskDefinition Orders = new(
        TaskName.Parse("orders"), "", TaskKind.Regression, [new("placed", ColumnType.Time), new("store", ColumnType.Category)], "minutes", "mae", Time: "placed", Block: "store");

    /// <summary>A model whose mean absolute error is, in truth, so many times production's; the errors of both, and those of a store's day, are correlated.</summary>
    /// <param name="seed">Of the rows.</param>
    /// <param name="times">1 for an equal model.</param>
    /// <param name="blocks">Stores' days, of two orders each.</param>
    /// <param name="columns">How many category columns slice the rows.</param>
    /// <param name="worse">Of the rows that have the first value of the first column: so many times more.</param>
    /// <param name="resamples">Of the bootstrap; null: as always.</param>
    /// <param name="isBesideTheBaseline">Whether production takes the place of the naive model.</param>
    public static Evaluation Regression(int seed, double times, int blocks, int columns = 0, double worse = 1, bool isBesideTheBaseline = false, int? resamples = null)
    {
        var random = new Random(seed);
        var task = Orders with { Columns = [.. Orders.Columns, .. Enumerable.Range(0, columns).Select(c => new Column($"c{c}", ColumnType.Category))] };
        var rows = 2 * blocks;
        var examples = new Example[rows];
        var (model, production, naive) = (new Estimate[rows], new Estimate[rows], new Estimate[rows]);
        (double Both, double Own, double Theirs)[] days = [.. Enumerable.Range(0, blocks).Select(_ => (Normal(random), Normal(random), Normal(random)))];
        for (var i = 0; i < rows; i++)
        {
            var day = days[i / 2];
            var row = Row.Empty(task.Columns.Count);
            row.Numbers[0] = 0;
            row.Texts[1] = $"s{i / 2}";
            for (var column = 0; column < columns; column++)
                row.Texts[2 + column] = $"{random.Next(4)}";
            examples[i] = new Example(row, 0);
            var both = day.Both + Normal(random);
            var part = Math.Sqrt(1 - (Correlation * Correlation));
            production[i] = Around(((Correlation * both) + (part * (day.Theirs + Normal(random)))) / Math.Sqrt(2));
            model[i] = Around(times * (columns > 0 && row.Texts[2] == "0" ? worse : 1) * ((Correlation * both) + (part * (day.Own + Normal(random)))) / Math.Sqrt(2));
            naive[i] = Around(2);
        }

        double[] labels = [.. examples.Select(example => example.Label)];
        if (columns == 0 && isBesideTheBaseline)
            return new Evaluations(task, examples, seed, resamples).Of(new RegressionAnswers(labels, model), new RegressionAnswers(labels, production), null, []);
        return new Evaluations(task, examples, seed, resamples).Of(new RegressionAnswers(labels, model), new RegressionAnswers(labels, naive), (1, new RegressionAnswers(labels, production)), []);
    }

    /// <summary>Two binary models that see the class through noise; the average precision of the judged one is worse by what its noise costs.</summary>
    /// <param name="seed">Of the rows.</param>
    /// <param name="noise">Of the model's score; 1 is production's.</param>
    /// <param name="rows">A tenth of them positive.</param>
    /// <param name="resamples">Of the bootstrap; null: as always.</param>
    public static Evaluation Binary(int seed, double noise, int rows, int? resamples = null)
    {
        var random = new Random(seed);
        var task = new TaskDefinition(TaskName.Parse("fraud"), "", TaskKind.Binary, [new("amount", ColumnType.Id)], "fraud", "averagePrecision");
        Example[] examples = [.. Enumerable.Range(0, rows).Select(row => new Example(Row.Empty(1), row % 10 == 0 ? 1 : 0))];
        bool[] positive = [.. examples.Select(example => example.Label == 1)];
        var (model, production) = (new double[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var (signal, both) = (positive[row] ? Signal : 0, Correlation * Normal(random));
            var part = Math.Sqrt(1 - (Correlation * Correlation));
            production[row] = Logistic(signal + both + (part * Normal(random)));
            model[row] = Logistic(signal + (noise * (both + (part * Normal(random)))));
        }

        return new Evaluations(task, examples, seed, resamples).Of(Answers(model), Answers([.. positive.Select(_ => 0.1)]), (1, Answers(production)), []);

        BinaryAnswers Answers(double[] probabilities) => new(positive, probabilities, 0.5, 1);
    }

    /// <summary>The noise of a model whose average precision is, in truth, so much less than production's: found on so many rows that what is left of chance is small.</summary>
    public static double NoiseOf(double share)
    {
        const int Many = 400_000;
        var random = new Random(1);
        bool[] positive = [.. Enumerable.Range(0, Many).Select(row => row % 10 == 0)];
        double[] normal = [.. positive.Select(_ => Normal(random))];
        var (low, high) = (1.0, 3.0);
        var best = Precision(1);
        while (high - low > 1e-4)
        {
            var middle = (low + high) / 2;
            (low, high) = Precision(middle) > best * (1 - share) ? (middle, high) : (low, middle);
        }

        return low;

        double Precision(double noise) => AveragePrecision.Of(ScoredRows.Sort([.. normal.Select((value, row) => (positive[row] ? Signal : 0) + (noise * value))], positive), []);
    }

    /// <summary>What the bootstrap would tell of a share by which a model is worse, by the normal theory that it follows, for simulations that are too many to resample.</summary>
    /// <param name="random">Of the blocks.</param>
    /// <param name="truth">The share.</param>
    /// <param name="deviation">Of a block.</param>
    /// <param name="blocks">How many.</param>
    public static MetricEstimate Loss(Random random, double truth, double deviation, int blocks)
    {
        double[] drawn = [.. Enumerable.Range(0, blocks).Select(_ => truth + (deviation * Normal(random)))];
        var mean = drawn.Average();
        var half = 1.959964 * Math.Sqrt(drawn.Sum(value => Math.Pow(value - mean, 2)) / blocks / blocks);
        return new("mae", mean, mean - half, mean + half);
    }

    /// <summary>An evaluation that says nothing but how the model compares.</summary>
    public static Evaluation Compared(MetricEstimate loss, int blocks, IReadOnlyList<SliceLoss>? slices = null, int rows = 1000) =>
        new(rows, blocks, "row", Better.Lower, [], [], loss, new Comparison(1, [new("mae", 1, 0.9, 1.1)], loss) { Loss = loss, Slices = slices }, [], []);

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static Estimate Around(double value) => new(value, value - 1, value + 1);

    private static double Logistic(double score) => 1 / (1 + Math.Exp(-score));
}
