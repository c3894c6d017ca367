using MlFunctions.Learning.Evaluators;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Learning.Tests;

/// <summary>The promise on real searches. NDCG has gain 2^grade − 1; queries without a relevant product are skipped.</summary>
[Trait("Category", "Slow")]
public sealed class SearchRankingTests(ITestOutputHelper output)
{
    // Every query is scored by models that learned from the queries of the other four folds.
    [Fact]
    public void Products_of_unseen_queries_are_ranked_with_NDCG_at_10_of_0_86_and_networks_come_near()
    {
        var path = SharedData.Find("search-ranking/crowdflower.csv.gz");
        Assert.SkipWhen(path is null, SharedData.Absent);
        var rows = SearchData.ReadProducts(path!);
        var trees = HeldOut(new LambdaRankTrainer());
        var networks = HeldOut(new NeuralRankerTrainer());
        Assert.True(trees >= 0.86);
        Assert.True(networks >= 0.97 * trees);

        double HeldOut(Trainer trainer)
        {
            var trained = trainer.Train(SearchData.Products, rows, 1, Trained.Silent.Progress, CancellationToken.None);
            output.WriteLine($"{trainer.Name}: {string.Join(", ", trained.Trials.Select(trial => $"{trial.Metric} {trial.Value:f4}"))}; {trained.Model.Save().Length} bytes");
            return trained.Trials.Max(trial => trial.Value);
        }
    }

    [Fact]
    public void Rows_of_numbers_are_ranked_better_than_LightGBM_alone()
    {
        var (training, test) = (SharedData.Find("search-ranking/lightgbm-lambdarank/rank.train.gz"), SharedData.Find("search-ranking/lightgbm-lambdarank/rank.test.gz"));
        Assert.SkipWhen(training is null || test is null, SharedData.Absent);
        var task = SearchData.Numbers;
        var model = new LambdaRankTrainer().Train(task, SearchData.ReadNumbers(training!), 1, Trained.Silent.Progress, CancellationToken.None).Model;
        var baseline = new UnrankedTrainer().Train(task, SearchData.ReadNumbers(training!), 1, Trained.Silent.Progress, CancellationToken.None).Model;
        var evaluation = new Evaluator(task, SearchData.ReadNumbers(test!), baseline, null, seed: 1).Evaluate(model);
        foreach (var metric in evaluation.Metrics)
            output.WriteLine($"{metric.Name,-12} {metric.Value:f3} [{metric.Lower:f3}, {metric.Upper:f3}]");
        Assert.True(evaluation.Metric("ndcg@1")!.Value > 0.621);
        Assert.True(evaluation.Metric("ndcg@3")!.Value > 0.625);
    }
}
