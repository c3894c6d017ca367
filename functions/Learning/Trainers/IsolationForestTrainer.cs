using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trainers;

/// <summary>What an <see cref="IsolationForest"/> depends on beside rows and seed.</summary>
/// <param name="Trees">How many.</param>
/// <param name="Sample">The rows that each is grown from.</param>
public sealed record IsolationForestSettings(int Trees, int Sample);

/// <summary>An isolation forest of the negative rows.</summary>
public sealed class IsolationForestTrainer : AnomalyTrainer<IsolationForestSettings>
{
    public override string Name => "isolation-forest";

    public override string Description => "Isolation forest of negative rows, calibrated on held-out rows.";

    /// <summary>Larger samples than the paper's 256, hence deeper trees: on real card payments average precision 0.30, and 0.21 with 256.</summary>
    internal static IsolationForestSettings Usual { get; } = new(200, 4096);

    public override double Effort => 2;

    protected override IsolationForestSettings Default => Usual;

    protected override IReadOnlyList<IsolationForestSettings> Alternatives => [new(200, 256)];

    internal override Detector Detect(FeatureMatrix features, IReadOnlyList<int> rows, IsolationForestSettings settings, int seed) =>
        IsolationForest.Fit(features, rows, settings.Trees, settings.Sample, seed);
}
