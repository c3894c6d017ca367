using System.Collections.Concurrent;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>What every trainer in the list must do.</summary>
public sealed class TrainerChecks
{
    private static readonly Dictionary<TaskKind, IReadOnlyList<Example>> RowsOf = Enum.GetValues<TaskKind>().ToDictionary(kind => kind, Samples.Rows);

    private static readonly ConcurrentDictionary<string, TrainedModel> Models = new();

    public static TheoryData<string> Names => [.. MlFunctions.Learning.Trainers.All.Select(trainer => $"{trainer.Kind}/{trainer.Name}")];

    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.Equal(Names.Count, MlFunctions.Learning.Trainers.All.Select(trainer => (trainer.Kind, trainer.Name)).Distinct().Count());
        Assert.All(MlFunctions.Learning.Trainers.All, trainer => Assert.Same(trainer, MlFunctions.Learning.Trainers.Find(trainer.Kind, trainer.Name)));
        Assert.Null(MlFunctions.Learning.Trainers.Find(TaskKind.Regression, "oracle"));
    }

    [Fact]
    public void Every_kind_has_a_naive_baseline_first() =>
        Assert.Equal(["median", "unranked", "base-rate"], Enum.GetValues<TaskKind>().Select(kind => MlFunctions.Learning.Trainers.Baseline(kind).Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_described(string name)
    {
        Assert.EndsWith(".", Find(name).Description, StringComparison.Ordinal);
        Assert.True(Find(name).Effort > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_trainings_with_one_seed_save_the_same_bytes(string name) =>
        Assert.Equal(ModelOf(name).Save(), Trained.By(Find(name), Rows(name)).Save());

    [Theory]
    [MemberData(nameof(Names))]
    public void No_rows_are_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => Trained.By(Find(name), []));
        Assert.Contains("training rows, and there are 0", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_label_that_is_no_number_is_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => Trained.By(Find(name), [.. Rows(name), Rows(name)[0] with { Label = double.NaN }]));
        Assert.Contains("finite label", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_of_another_kind_is_refused_in_words(string name)
    {
        var task = Task(name) with { Kind = Find(name).Kind == TaskKind.Binary ? TaskKind.Regression : TaskKind.Binary };
        var refused = Assert.Throws<ArgumentException>(
            () => Find(name).Train(task, Rows(name), 1, Trained.Silent.Progress, CancellationToken.None));
        Assert.Contains(task.Kind.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_finite(string name) => Assert.All(Answers(name, Rows(name)), answer => Assert.True(double.IsFinite(answer)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_of_their_kind(string name)
    {
        if (ModelOf(name) is RegressionModel regression)
            Assert.All(Rows(name).Select(row => regression.Predict(row.Input)), estimate => Assert.InRange(estimate.Value, estimate.P10, estimate.P90));
        if (ModelOf(name) is BinaryModel binary)
            Assert.All(Answers(name, Rows(name)).Append(binary.Threshold), probability => Assert.InRange(probability, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_model_answers_as_the_saved_one(string name)
    {
        var saved = ModelOf(name);
        var loaded = TrainedModel.Load(saved.Save());
        Assert.Equal(saved.Trainer, loaded.Trainer);
        Assert.Equal(saved.Columns, loaded.Columns);
        Assert.Equal(Answers(name, Rows(name)), Samples.Answers(loaded, [.. Rows(name).Select(row => row.Input)]));
        Assert.Equal(saved.Save(), loaded.Save());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unseen_categories_and_missing_values_are_answered(string name)
    {
        var columns = Task(name).Columns;
        var unseen = Row.Empty(columns);
        for (var place = 0; place < columns.Count; place++)
            unseen.Texts[place] = columns[place].IsNumeric ? null : "something of tomorrow, ünseen";
        Assert.All(Samples.Answers(ModelOf(name), [unseen, Row.Empty(columns)]), answer => Assert.True(double.IsFinite(answer)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_beyond_every_training_row_are_answered(string name)
    {
        var row = Row.Empty(Task(name).Columns);
        Array.Fill(row.Numbers, 1e300);
        Assert.All(Samples.Answers(ModelOf(name), [row]), answer => Assert.True(double.IsFinite(answer)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_of_other_columns_is_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => Samples.Answers(ModelOf(name), [Row.Empty(2)]));
        Assert.Contains($"{Task(name).Columns.Count} columns", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_artifact_is_refused(string name)
    {
        var bytes = ModelOf(name).Save();
        Assert.All(
            new[] { 0, 1, 63, 64, bytes.Length / 2, bytes.Length - 1 },
            length => Assert.Throws<InvalidDataException>(() => TrainedModel.Load(bytes.AsMemory(0, length))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_artifact_with_one_altered_bit_is_refused(string name)
    {
        var bytes = ModelOf(name).Save();
        for (var place = 0; place < bytes.Length; place += Math.Max(1, bytes.Length / 200))
        {
            bytes[place] ^= 1;
            Assert.Throws<InvalidDataException>(() => TrainedModel.Load(bytes));
            bytes[place] ^= 1;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Progress_is_in_order_and_in_words(string name)
    {
        var heard = new Trained.Heard();
        Find(name).Train(Task(name), Rows(name), 1, heard, CancellationToken.None);
        Assert.Equal(heard.Steps.Order(Comparer<TrainingProgress>.Create((a, b) => a.Fraction.CompareTo(b.Fraction))), heard.Steps);
        Assert.All(heard.Steps, step => Assert.StartsWith(Find(name).Name, step.Step, StringComparison.Ordinal));
        Assert.All(heard.Steps, step => Assert.InRange(step.Fraction, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_training_stops_before_its_next_step(string name)
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var heard = new Trained.Heard();
        Assert.Throws<OperationCanceledException>(() => Find(name).Train(Task(name), Rows(name), 1, heard, cancellation.Token));
        Assert.Empty(heard.Steps);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_that_teach_nothing_are_learned_or_refused_in_words(string name)
    {
        var rows = Rows(name).Take(200).Select(row => row with { Label = 1 }).ToList();
        if (Find(name).Refusal(Task(name), rows) is { } refusal)
            Assert.Contains("200 positive and 0 negative", refusal, StringComparison.Ordinal);
        else if (Trained.By(Find(name), rows) is RegressionModel regression)
            Assert.Equal(1, regression.Predict(rows[0].Input).Value, 6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_no_worse_than_its_baseline_on_rows_that_follow(string name)
    {
        var (task, kind) = (Task(name), Find(name).Kind);
        var fresh = kind switch
        {
            TaskKind.Regression => Orders.Make(1000, seed: 8),
            TaskKind.Ranking => Searches.Make(60, seed: 8),
            _ => Payments.Make(2000, seed: 8),
        };
        var baseline = Trained.By(MlFunctions.Learning.Trainers.Baseline(kind), Rows(name));
        var difference = new Evaluator(task, fresh, baseline, null, seed: 1).Evaluate(ModelOf(name)).Difference.Value;
        Assert.True(Metric.Find(kind, task.Metric)!.Rank(difference) <= 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_allocates_nothing(string name)
    {
        if (ModelOf(name) is not RegressionModel model)
            return;
        var (first, second) = (Rows(name)[0].Input, Rows(name)[1].Input);
        model.Predict(first);
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(second);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_are_words_and_the_search_kept_the_best(string name)
    {
        var trained = Find(name).Train(Task(name), Rows(name), 1, Trained.Silent.Progress, CancellationToken.None);
        Assert.All(trained.Settings, setting => Assert.NotEmpty(setting.Value));
        if (trained.Trials.Count == 0)
            return;
        var metric = Metric.Find(Find(name).Kind, trained.Trials[0].Metric)!;
        Assert.Equal(trained.Trials[SettingsSearch.Best(metric, [.. trained.Trials.Select(trial => trial.Value)])].Settings, trained.Settings);
        Assert.Equal(trained.Trials.Count, trained.Trials.Select(trial => string.Join(' ', trial.Settings)).Distinct().Count());
    }

    private static Trainer Find(string name) => MlFunctions.Learning.Trainers.All.Single(trainer => $"{trainer.Kind}/{trainer.Name}" == name);

    private static TaskDefinition Task(string name) => Samples.Task(Find(name).Kind);

    private static IReadOnlyList<Example> Rows(string name) => RowsOf[Find(name).Kind];

    private static double[] Answers(string name, IReadOnlyList<Example> rows) => Samples.Answers(ModelOf(name), [.. rows.Select(row => row.Input)]);

    // ONNX Runtime's own call allocates.
    private static long MostAllocated(string name) => Find(name) is NeuralNetworkTrainer ? 1000 : 0;

    private static TrainedModel ModelOf(string name) => Models.GetOrAdd(name, _ => Trained.By(Find(name), Rows(name)));
}
