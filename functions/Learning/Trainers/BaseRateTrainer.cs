using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>The baseline of binary tasks: the share of positives, whatever the case. Its average precision is the prevalence.</summary>
public sealed class BaseRateTrainer : Trainer
{
    public const string TrainerName = "base-rate";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Binary;

    public override string Description => "The share of positives, for every case.";

    protected override int FewestRows => 1;

    private protected override Trained Learn(TrainingSet set, TrainingSteps steps)
    {
        steps.Begin(0, "the classes' shares");
        var policy = set.Task.Decision ?? new DecisionPolicy();
        var rate = new BaseRate(Prevalence.Of(set.Task, set.Examples).Prevalence, policy.FalsePositiveCost / (policy.FalsePositiveCost + policy.FalseNegativeCost));
        return new Trained(new BaseRateModel(Manifest.Of(Name, set.Task), rate), new Dictionary<string, string>(), [], (others, again) => Learn(others, again).Model);
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => BaseRateModel.Read(manifest, file);
}
