using System.Collections.Concurrent;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>What every trainer in the list must do.</summary>
public sealed class TrainerChecks
{
    private static readonly IReadOnlyList<Example> Rows = Orders.Make(1200, seed: 7);

    private static readonly ConcurrentDictionary<string, TrainedModel> Models = new();

    public static TheoryData<string> Names => [.. MlFunctions.Learning.Trainers.All.Select(trainer => trainer.Name)];

    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.Equal(Names.Count, MlFunctions.Learning.Trainers.All.Select(trainer => trainer.Name).Distinct().Count());
        Assert.All(MlFunctions.Learning.Trainers.All, trainer => Assert.Same(trainer, MlFunctions.Learning.Trainers.Find(trainer.Name)));
        Assert.Null(MlFunctions.Learning.Trainers.Find("oracle"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_trainings_with_one_seed_save_the_same_bytes(string name) =>
        Assert.Equal(ModelOf(name).Save(), Trained.By(Find(name), Rows).Save());

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
        var refused = Assert.Throws<ArgumentException>(() => Trained.By(Find(name), [.. Rows, Rows[0] with { Label = double.NaN }]));
        Assert.Contains("finite label", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_of_another_kind_is_refused_in_words(string name)
    {
        var task = Orders.Task with { Kind = Find(name).Kind == TaskKind.Binary ? TaskKind.Regression : TaskKind.Binary };
        var refused = Assert.Throws<ArgumentException>(
            () => Find(name).Train(task, Rows, 1, Trained.Silent.Progress, CancellationToken.None));
        Assert.Contains(task.Kind.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_finite_and_in_order(string name) => Assert.All(Rows, row =>
    {
        var estimate = ModelOf(name).Predict(row.Input);
        Assert.True(double.IsFinite(estimate.P10) && double.IsFinite(estimate.P90));
        Assert.InRange(estimate.Value, estimate.P10, estimate.P90);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_model_answers_as_the_saved_one(string name)
    {
        var saved = ModelOf(name);
        var loaded = TrainedModel.Load(saved.Save());
        Assert.Equal(saved.Trainer, loaded.Trainer);
        Assert.Equal(saved.Columns, loaded.Columns);
        Assert.All(Rows, row => Assert.Equal(saved.Predict(row.Input), loaded.Predict(row.Input)));
        Assert.Equal(saved.Save(), loaded.Save());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unseen_categories_and_missing_values_are_answered(string name)
    {
        var unseen = Row.Empty(Orders.Task.Columns.Count);
        unseen.Texts[0] = "a store of tomorrow";
        Assert.True(double.IsFinite(ModelOf(name).Predict(unseen).Value));
        Assert.True(double.IsFinite(ModelOf(name).Predict(Row.Empty(Orders.Task.Columns.Count)).Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_beyond_every_training_row_are_answered(string name)
    {
        var row = Row.Empty(Orders.Task.Columns.Count);
        Array.Fill(row.Numbers, 1e300);
        Assert.True(double.IsFinite(ModelOf(name).Predict(row).Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_of_other_columns_is_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => ModelOf(name).Predict(Row.Empty(2)));
        Assert.Contains("7 columns", refused.Message, StringComparison.Ordinal);
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
        Find(name).Train(Orders.Task, Rows, 1, heard, CancellationToken.None);
        Assert.Equal(heard.Steps.Order(Comparer<TrainingProgress>.Create((a, b) => a.Fraction.CompareTo(b.Fraction))), heard.Steps);
        Assert.All(heard.Steps, step => Assert.StartsWith(name + ": ", step.Step, StringComparison.Ordinal));
        Assert.All(heard.Steps, step => Assert.InRange(step.Fraction, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancelled_training_stops_before_its_next_step(string name)
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var heard = new Trained.Heard();
        Assert.Throws<OperationCanceledException>(() => Find(name).Train(Orders.Task, Rows, 1, heard, cancellation.Token));
        Assert.Empty(heard.Steps);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_one_day_and_equal_labels_are_learned(string name)
    {
        var rows = Rows.Take(200).Select(row => row with { Label = 5 }).ToList();
        var estimate = Trained.By(Find(name), rows).Predict(rows[0].Input);
        Assert.Equal(5, estimate.Value, 6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_allocates_nothing(string name)
    {
        var model = ModelOf(name);
        model.Predict(Rows[0].Input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(Rows[1].Input);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_are_words(string name) => Assert.All(Find(name).Settings, setting => Assert.NotEmpty(setting.Value));

    private static Trainer Find(string name) => MlFunctions.Learning.Trainers.Find(name)!;

    private static TrainedModel ModelOf(string name) => Models.GetOrAdd(name, _ => Trained.By(Find(name), Rows));
}
