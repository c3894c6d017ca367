using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Evaluators;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>What the model of every trainer in the list must do.</summary>
[Trait("Category", "Slow")]
public sealed class ModelChecks
{
    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Answers_are_finite(string name) => Assert.All(Checked.Answers(name, Checked.Rows(name)), answer => Assert.True(double.IsFinite(answer)));

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Answers_are_of_their_kind(string name)
    {
        var rows = Checked.Rows(name).Select(row => row.Input).ToArray();
        switch (Checked.ModelOf(name))
        {
            case RegressionModel regression:
                Assert.All(rows.Select(regression.Predict), estimate => Assert.InRange(estimate.Value, estimate.P10, estimate.P90));
                break;
            case BinaryModel binary:
                Assert.All(rows.Select(binary.Probability).Append(binary.Threshold), probability => Assert.InRange(probability, 0, 1));
                break;
            case RankingModel ranking:
                Assert.All(rows.Chunk(Searches.Products), products => Assert.Equal(products.Length, ranking.Score(products).Length));
                break;
            default:
                Assert.Fail("There is no check for this kind of model.");
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void A_loaded_model_answers_as_the_saved_one(string name)
    {
        var saved = Checked.ModelOf(name);
        var loaded = TrainerList.Load(saved.Save());
        Assert.Equal(saved.Trainer, loaded.Trainer);
        Assert.Equal(saved.Columns, loaded.Columns);
        Assert.Equal(Checked.Answers(name, Checked.Rows(name)), Samples.Answers(loaded, [.. Checked.Rows(name).Select(row => row.Input)]));
        Assert.Equal(saved.Save(), loaded.Save());
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Unseen_categories_and_missing_values_are_answered(string name)
    {
        var columns = Checked.Task(name).Columns;
        var unseen = Row.Empty(columns);
        for (var place = 0; place < columns.Count; place++)
            unseen.Texts[place] = columns[place].IsNumeric ? null : "something of tomorrow, ünseen";
        Assert.All(Samples.Answers(Checked.ModelOf(name), [unseen, Row.Empty(columns)]), answer => Assert.True(double.IsFinite(answer)));
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Numbers_beyond_every_training_row_are_answered(string name)
    {
        var row = Row.Empty(Checked.Task(name).Columns);
        Array.Fill(row.Numbers, 1e300);
        Assert.All(Samples.Answers(Checked.ModelOf(name), [row]), answer => Assert.True(double.IsFinite(answer)));
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void A_row_of_other_columns_is_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => Samples.Answers(Checked.ModelOf(name), [Row.Empty(2)]));
        Assert.Contains($"{Checked.Task(name).Columns.Count} columns", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void A_truncated_artifact_is_refused(string name)
    {
        var bytes = Checked.ModelOf(name).Save();
        Assert.All(
            new[] { 0, 1, 63, 64, bytes.Length / 2, bytes.Length - 1 },
            length => Assert.Throws<InvalidDataException>(() => TrainerList.Load(bytes.AsMemory(0, length))));
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void An_artifact_with_one_altered_bit_is_refused(string name)
    {
        var bytes = Checked.ModelOf(name).Save();
        for (var place = 0; place < bytes.Length; place += Math.Max(1, bytes.Length / 200))
        {
            bytes[place] ^= 1;
            Assert.Throws<InvalidDataException>(() => TrainerList.Load(bytes));
            bytes[place] ^= 1;
        }
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void It_is_no_worse_than_its_baseline_on_rows_that_follow(string name)
    {
        var (task, kind) = (Checked.Task(name), Checked.Find(name).Kind);
        var fresh = kind switch
        {
            TaskKind.Regression => Orders.Make(1000, seed: 8),
            TaskKind.Ranking => Searches.Make(60, seed: 8),
            _ => Payments.Make(2000, seed: 8),
        };
        var baseline = Checked.ModelOf(Checked.NameOf(TrainerList.Baseline(kind)));
        var difference = new Evaluator(task, fresh, baseline, null, seed: 1).Evaluate(Checked.ModelOf(name)).Difference.Value;
        Assert.True(TaskMetrics.Find(kind, task.Metric)!.Rank(difference) <= 0);
    }

    // Blocks of all sizes, and rows of which some are strange.
    [Theory]
    [MemberData(nameof(Checked.RowByRow), MemberType = typeof(Checked))]
    public void Many_rows_are_answered_as_each_alone_to_the_last_bit(string name)
    {
        var columns = Checked.Task(name).Columns;
        Row[] rows = [Row.Empty(columns), .. Checked.Rows(name).Take(300).Select(row => row.Input)];
        foreach (var count in new[] { 0, 1, 3, 40, 128, 301 })
        {
            if (Checked.ModelOf(name) is RegressionModel regression)
            {
                var estimates = new Estimate[count];
                regression.Predict(rows.AsSpan(0, count), estimates);
                Assert.Equal(rows.Take(count).Select(regression.Predict), estimates);
            }

            if (Checked.ModelOf(name) is BinaryModel binary)
            {
                var probabilities = new double[count];
                binary.Probability(rows.AsSpan(0, count), probabilities);
                Assert.Equal(rows.Take(count).Select(binary.Probability), probabilities);
            }
        }
    }

    // Products of different requests stand between each other.
    [Theory]
    [MemberData(nameof(Checked.Rankings), MemberType = typeof(Checked))]
    public void Many_requests_are_answered_as_each_alone_to_the_last_bit(string name)
    {
        var model = (RankingModel)Checked.ModelOf(name);
        var requests = Checked.Rows(name).Chunk(Searches.Products).Take(20).ToArray();
        Example[] mixed = [.. Enumerable.Range(0, Searches.Products).SelectMany(product => requests.Select(request => request[product]))];
        var answers = model.Answer(Checked.Task(name), mixed);

        var alone = requests.Select(request => model.Score([.. request.Select(row => row.Input)])).ToArray();
        double[] expected = [.. Enumerable.Range(0, Searches.Products).SelectMany(product => alone.Select(scores => scores[product]))];
        Assert.Equal(expected, mixed.Select((_, row) => double.Parse(answers.Line(row).Split(',')[^1], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Too_little_room_and_rows_of_other_columns_are_refused_in_bulk(string name)
    {
        Row[] rows = [Checked.Rows(name)[0].Input, Row.Empty(2)];
        Action<int, int> ask = Checked.ModelOf(name) switch
        {
            RegressionModel regression => (count, room) => regression.Predict(rows.AsSpan(0, count), new Estimate[room]),
            BinaryModel binary => (count, room) => binary.Probability(rows.AsSpan(0, count), new double[room]),
            RankingModel ranking => (count, room) => ranking.Score(rows[..count], new double[room]),
            _ => throw new NotSupportedException(),
        };
        Assert.Throws<ArgumentException>(() => ask(1, 0));
        Assert.Throws<ArgumentException>(() => ask(2, 2));
    }

    [Theory]
    [MemberData(nameof(Checked.RowByRow), MemberType = typeof(Checked))]
    public void An_answer_allocates_nothing(string name)
    {
        Action<Row> ask = Checked.ModelOf(name) switch
        {
            RegressionModel regression => row => regression.Predict(row),
            BinaryModel binary => row => binary.Probability(row),
            _ => throw new NotSupportedException(),
        };
        var (first, second) = (Checked.Rows(name)[0].Input, Checked.Rows(name)[1].Input);
        ask(first);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ask(second);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated(name));
    }

    // ONNX Runtime's own call allocates.
    private static long MostAllocated(string name) => Checked.Find(name) is NeuralNetworkTrainer ? 1000 : 0;
}
