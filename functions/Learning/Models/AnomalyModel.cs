using System.Buffers;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Decisions;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Models;

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

    private protected override void Chances(ReadOnlySpan<Row> rows, Span<double> into)
    {
        var rented = ArrayPool<float>.Shared.Rent(featurizer.Width);
        var features = rented.AsSpan(0, featurizer.Width);
        for (var row = 0; row < rows.Length; row++)
        {
            featurizer.Encode(rows[row], features);
            into[row] = decision.Calibration.Of(detector.Score(features));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private protected override ModelFile Write(ModelFile file) => decision.Write(file
        .With(FeaturesEntry, featurizer)
        .With(DetectorEntry, detector));
}
