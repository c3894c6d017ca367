using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Statistics;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>The baseline: the median, P10 and P90 of the training labels, whatever the row. A model that is not better has learned nothing.</summary>
public sealed class MedianTrainer : Trainer
{
    public const string TrainerName = "median";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Regression;

    public override string Description => "The median of the training labels, with their P10 and P90, for every row.";

    protected override int FewestRows => 1;

    private protected override Trained Learn(TrainingSet set, TrainingSteps steps)
    {
        steps.Begin(0, "the labels' quantiles");
        var labels = set.Labels().Order().ToArray();
        var model = new ConstantModel(
            Manifest.Of(Name, set.Task),
            new Estimate(Quantile.OfSorted(labels, 0.5), ConformalQuantile.Lower(labels, 0.1), ConformalQuantile.Upper(labels, 0.9)));
        return new Trained(model, new Dictionary<string, string>(), [], (others, again) => Learn(others, again).Model);
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => ConstantModel.Read(manifest, file);
}
