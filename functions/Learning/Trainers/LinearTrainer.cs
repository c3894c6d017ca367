using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Linear;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>Ridge regression with a calibrated range: it needs few rows, and errs less than trees where days come that are like none before.</summary>
public sealed class LinearTrainer : Trainer<LinearSettings>
{
    public const string TrainerName = "linear";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Regression;

    public override string Description => "Ridge regression on standardised features, with a range calibrated on held-out rows.";

    public override double Effort => 2;

    protected override LinearSettings Default => LinearSettings.Default;

    protected override IReadOnlyList<LinearSettings> Alternatives => LinearSettings.Alternatives;

    protected override int FewestRows => 20;

    private protected override Fitted Fit(TrainingSet set, LinearSettings settings, TrainingSteps steps) =>
        new RangeRegression<LinearScorer>(
            settings.Ratios,
            settings.Adaptivity,
            Location: (features, labels, rows) => RidgeRegression.Fit(features, labels, rows, settings.Penalty),
            Error: (features, labels, rows) => RidgeRegression.Fit(features, labels, rows, settings.Penalty))
        .Fit(Manifest.Of(Name, set.Task), set, steps);

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => RangeModel<LinearScorer>.Read(manifest, file);
}
