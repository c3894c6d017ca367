using System.Buffers;
using MlFunctions.Domain.Datasets;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning;

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

    private protected override double Chance(Row row)
    {
        var width = featurizer.Width + detectors.Count;
        var rented = ArrayPool<float>.Shared.Rent(width);
        var features = rented.AsSpan(0, featurizer.Width);
        featurizer.Encode(row, features);
        for (var place = 0; place < detectors.Count; place++)
            rented[features.Length + place] = (float)detectors[place].Score(features[..labelFree]);
        var probability = decision.Calibration.Of(trees.Score(rented.AsSpan(0, width)));
        ArrayPool<float>.Shared.Return(rented);
        return probability;
    }

    private protected override ModelFile Write(ModelFile file) => decision.Write(file
        .With(FeaturesEntry, featurizer)
        .With(DetectorsEntry, detectors)
        .With(TreesEntry, trees));
}
