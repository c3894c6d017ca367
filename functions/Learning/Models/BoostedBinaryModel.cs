using System.Buffers;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Decisions;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Models;

/// <summary>Trees over features and the scores of anomaly detectors, calibrated to a probability.</summary>
internal sealed class BoostedBinaryModel(
    Manifest manifest, Featurizer featurizer, IReadOnlyList<Detector> detectors, TreeEnsemble trees, BinaryDecision decision) : BinaryModel(manifest)
{
    private const string FeaturesEntry = "features.json";
    private const string DetectorsEntry = "detectors.json";
    private const string TreesEntry = "trees.json";

    private readonly int labelFree = featurizer.LabelFree.Width;

    public override double Threshold => decision.Threshold;

    public static BoostedBinaryModel Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<Featurizer>(FeaturesEntry);
        var detectors = file.Get<IReadOnlyList<Detector>>(DetectorsEntry);
        foreach (var detector in detectors)
            detector.Check(featurizer.LabelFree.Width);
        var trees = file.Get<TreeEnsemble>(TreesEntry);
        trees.Check(featurizer.Width + detectors.Count);
        return new BoostedBinaryModel(manifest, featurizer, detectors, trees, BinaryDecision.Read(file));
    }

    private protected override void Chances(ReadOnlySpan<Row> rows, Span<double> into)
    {
        var width = featurizer.Width + detectors.Count;
        var rented = ArrayPool<float>.Shared.Rent(rows.Length * width);
        var features = rented.AsSpan(0, rows.Length * width);
        featurizer.Encode(rows, features, width);
        for (var row = 0; row < rows.Length; row++)
            Detect(features.Slice(row * width, width));
        trees.Score(features, into);
        for (var row = 0; row < rows.Length; row++)
            into[row] = decision.Calibration.Of(into[row]);
        ArrayPool<float>.Shared.Return(rented);
    }

    private void Detect(Span<float> features)
    {
        for (var place = 0; place < detectors.Count; place++)
            features[featurizer.Width + place] = (float)detectors[place].Score(features[..labelFree]);
    }

    private protected override ModelFile Write(ModelFile file) => decision.Write(file
        .With(FeaturesEntry, featurizer)
        .With(DetectorsEntry, detectors)
        .With(TreesEntry, trees));
}
