using System.Buffers;
using MlFunctions.Domain.Datasets;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning;

/// <summary>An anomaly detector whose score is calibrated to a probability.</summary>
internal sealed class AnomalyModel(Manifest manifest, Featurizer featurizer, Detector detector, BinaryDecision decision) : BinaryModel(manifest)
{
    private const string FeaturesEntry = "features.json";
    private const string DetectorEntry = "detector.json";

    public override double Threshold => decision.Threshold;

    public static AnomalyModel Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<Featurizer>(FeaturesEntry);
        var detector = file.Get<Detector>(DetectorEntry);
        detector.Check(featurizer.Width);
        return new AnomalyModel(manifest, featurizer, detector, BinaryDecision.Read(file));
    }

    private protected override double Chance(Row row)
    {
        var rented = ArrayPool<float>.Shared.Rent(featurizer.Width);
        var features = rented.AsSpan(0, featurizer.Width);
        featurizer.Encode(row, features);
        var probability = decision.Calibration.Of(detector.Score(features));
        ArrayPool<float>.Shared.Return(rented);
        return probability;
    }

    private protected override ModelFile Write(ModelFile file) => decision.Write(file
        .With(FeaturesEntry, featurizer)
        .With(DetectorEntry, detector));
}
