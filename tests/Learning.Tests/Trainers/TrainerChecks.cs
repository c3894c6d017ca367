using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>What every trainer in the list must do.</summary>
[Trait("Category", "Slow")]
public sealed class TrainerChecks
{
    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.Equal(Checked.Names.Count, TrainerList.All.Select(trainer => (trainer.Kind, trainer.Name)).Distinct().Count());
        Assert.All(TrainerList.All, trainer => Assert.Same(trainer, TrainerList.Find(trainer.Kind, trainer.Name)));
        Assert.Null(TrainerList.Find(TaskKind.Regression, "oracle"));
    }

    [Fact]
    public void Every_kind_has_a_naive_baseline_first() =>
        Assert.Equal(["median", "unranked", "base-rate"], Enum.GetValues<TaskKind>().Select(kind => TrainerList.Baseline(kind).Name));

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void It_is_described(string name)
    {
        Assert.EndsWith(".", Checked.Find(name).Description, StringComparison.Ordinal);
        Assert.True(Checked.Find(name).Effort > 0);
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Training_again_with_the_settings_kept_saves_the_same_bytes(string name)
    {
        var again = Checked.Find(name).Retrain(Checked.TrainedOf(name), TrainingSet.Of(Checked.Task(name), Checked.Rows(name), 1), Trained.Silent.Progress, CancellationToken.None);
        Assert.Equal(Checked.ModelOf(name).Save(), again.Save());
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void No_rows_are_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => Trained.By(Checked.Find(name), []));
        Assert.Contains("training rows, and there are 0", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void A_label_that_is_no_number_is_refused_in_words(string name)
    {
        var refused = Assert.Throws<ArgumentException>(() => Trained.By(Checked.Find(name), [.. Checked.Rows(name), Checked.Rows(name)[0] with { Label = double.NaN }]));
        Assert.Contains("finite label", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void A_task_of_another_kind_is_refused_in_words(string name)
    {
        var task = Checked.Task(name) with { Kind = Checked.Find(name).Kind == TaskKind.Binary ? TaskKind.Regression : TaskKind.Binary };
        var refused = Assert.Throws<ArgumentException>(
            () => Checked.Find(name).Train(task, Checked.Rows(name), 1, Trained.Silent.Progress, CancellationToken.None));
        Assert.Contains(task.Kind.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Progress_is_in_order_and_in_words(string name)
    {
        var steps = Checked.StepsOf(name);
        Assert.NotEmpty(steps);
        Assert.Equal(steps.Select(step => step.Fraction).Order(), steps.Select(step => step.Fraction));
        Assert.All(steps, step => Assert.StartsWith(Checked.Find(name).Name, step.Step, StringComparison.Ordinal));
        Assert.All(steps, step => Assert.InRange(step.Fraction, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void A_cancelled_training_stops_before_its_next_step(string name)
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var heard = new Trained.Heard();
        Assert.Throws<OperationCanceledException>(() => Checked.Find(name).Train(Checked.Task(name), Checked.Rows(name), 1, heard, cancellation.Token));
        Assert.Empty(heard.Steps);
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Rows_that_teach_nothing_are_learned_or_refused_in_words(string name)
    {
        var rows = Checked.Rows(name).Take(200).Select(row => row with { Label = 1 }).ToList();
        var refusal = Checked.Find(name).Refusal(Checked.Task(name), rows);
        if (Checked.Find(name).Kind == TaskKind.Binary)
        {
            Assert.Contains("200 positive and 0 negative", refusal, StringComparison.Ordinal);
            return;
        }

        Assert.Null(refusal);
        var inputs = rows.Select(row => row.Input).ToList();
        switch (Trained.By(Checked.Find(name), rows))
        {
            case RegressionModel regression:
                Assert.All(inputs, input => Assert.Equal(1, regression.Predict(input).Value, 6));
                break;
            case RankingModel ranking:
                Assert.InRange(Spread(ranking, inputs), 0, Spread((RankingModel)Checked.ModelOf(name), inputs) / 4);
                break;
            default:
                Assert.Fail("There is no check for this kind of model.");
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Checked.Names), MemberType = typeof(Checked))]
    public void Settings_are_words_and_the_search_kept_the_best(string name)
    {
        var trained = Checked.TrainedOf(name);
        Assert.All(trained.Settings, setting => Assert.NotEmpty(setting.Value));
        if (trained.Trials.Count == 0)
            return;
        var metric = TaskMetrics.Find(Checked.Find(name).Kind, trained.Trials[0].Metric)!;
        Assert.Equal(trained.Trials[SettingsSearch.Best(metric, [.. trained.Trials.Select(trial => trial.Value)])].Settings, trained.Settings);
        Assert.Equal(trained.Trials.Count, trained.Trials.Select(trial => string.Join(' ', trial.Settings)).Distinct().Count());
    }

    /// <summary>The mean difference between the greatest and the least score of a request.</summary>
    private static double Spread(RankingModel model, IEnumerable<Row> inputs) =>
        inputs.Chunk(Searches.Products).Select(model.Score).Average(scores => scores.Max() - scores.Min());
}
