using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>The baseline of ranking tasks: no order, so its metrics are the expected ones of a random order.</summary>
public sealed class UnrankedTrainer : Trainer
{
    public const string TrainerName = "unranked";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Ranking;

    public override string Description => "No order: every product has the same score.";

    protected override int FewestRows => 1;

    private protected override Trained Learn(TrainingSet set, TrainingSteps steps)
    {
        steps.Begin(0, "nothing to learn");
        return new Trained(new UnrankedModel(Manifest.Of(Name, set.Task)), new Dictionary<string, string>(), [], (others, again) => Learn(others, again).Model);
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => new UnrankedModel(manifest);
}
