using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Fitting;
using MlFunctions.Learning.Networks.Losses;
using MlFunctions.Learning.Ranking;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>Multi-layer perceptrons that learn which products of a request have the most gain. One for each fold of requests stops by that fold, and their mean serves.</summary>
public sealed class NeuralRankerTrainer : Trainer<NeuralRankerSettings>
{
    public const string TrainerName = "neural-ranker";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Ranking;

    public override string Description => "Neural networks with a listwise loss on how products match the query and each other.";

    public override double Effort => 5;

    protected override NeuralRankerSettings Default => NeuralRankerSettings.Default;

    protected override IReadOnlyList<NeuralRankerSettings> Alternatives => NeuralRankerSettings.Alternatives;

    protected override int FewestRows => 50;

    private protected override Fitted Fit(TrainingSet set, NeuralRankerSettings settings, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        var (featurizer, features) = RankingFeaturizerFit.Of(set);
        var networks = NetworkCrossFit.Of(
            new NetworkShape(featurizer.Standings, [], settings.Hidden, Outputs: 1),
            NetworkNumbers.Of(features, featurizer),
            new ListwiseLoss([.. set.Examples.Select(example => (float)Math.Pow(2, example.Label) - 1)]),
            set.Requests(),
            set.Folds,
            settings.Training,
            set.Seed,
            fold => steps.Begin(0.1 + (0.9 * fold / set.Folds.Count), $"network {fold + 1} of {set.Folds.Count}"));
        return new Fitted(
            new NetworkRankingModel(Manifest.Of(Name, set.Task), featurizer, networks.Model),
            [.. networks.HeldOut.Select(score => (double)score)]);
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => NetworkRankingModel.Read(manifest, file);
}
