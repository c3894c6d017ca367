using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>Gradient-boosted trees by FastTree, ML.NET's own implementation, with a calibrated range.</summary>
public sealed class FastTreeTrainer : Trainer<FastTreeSettings>
{
    public const string TrainerName = "fasttree";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Regression;

    public override string Description => "Gradient-boosted trees (FastTree), with a range calibrated on held-out rows.";

    public override double Effort => 5;

    protected override FastTreeSettings Default => FastTreeSettings.Default;

    protected override IReadOnlyList<FastTreeSettings> Alternatives => FastTreeSettings.Alternatives;

    // Two leaves of the location model in each part.
    protected override int FewestRows => 2 * Default.Location.FewestRows;

    private protected override Fitted Fit(TrainingSet set, FastTreeSettings settings, TrainingSteps steps) =>
        new RangeRegression<TreeEnsemble>(
            settings.Ratios,
            settings.Adaptivity,
            Location: (features, labels, rows) => FastTree.Grow(features, labels, rows, settings.Location, set.Seed).Ensemble,
            Error: (features, labels, rows) => FastTree.Grow(features, labels, rows, settings.Error, set.Seed).Ensemble)
        .Fit(Manifest.Of(Name, set.Task), set, steps);

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => RangeModel<TreeEnsemble>.Read(manifest, file);
}
