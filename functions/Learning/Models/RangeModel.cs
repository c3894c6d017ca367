using System.Buffers;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Predictions;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Ranges;

namespace MlFunctions.Learning;

/// <summary>A scorer of the location, a scorer of its expected error, and a calibrated range round them.</summary>
internal sealed class RangeModel<TScorer>(
    Manifest manifest, Featurizer featurizer, TScorer location, TScorer error, RangeCalibration range) : RegressionModel(manifest)
    where TScorer : IScorer<TScorer>
{
    private const string FeaturesEntry = "features.json";
    private const string LocationEntry = "location.json";
    private const string ErrorEntry = "error.json";
    private const string RangeEntry = "range.json";

    private const int MostOnStack = 512;

    public static RangeModel<TScorer> Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<Featurizer>(FeaturesEntry);
        var location = file.Get<TScorer>(LocationEntry);
        var error = file.Get<TScorer>(ErrorEntry);
        location.Check(featurizer.Width);
        error.Check(featurizer.Width);
        return new RangeModel<TScorer>(manifest, featurizer, location, error, file.Get<RangeCalibration>(RangeEntry));
    }

    private protected override Estimate Estimate(Row row)
    {
        if (featurizer.Width <= MostOnStack)
            return Answer(row, stackalloc float[featurizer.Width]);
        var rented = ArrayPool<float>.Shared.Rent(featurizer.Width);
        var estimate = Answer(row, rented.AsSpan(0, featurizer.Width));
        ArrayPool<float>.Shared.Return(rented);
        return estimate;
    }

    private protected override ModelFile Write(ModelFile file) => file
        .With(FeaturesEntry, featurizer)
        .With(LocationEntry, location)
        .With(ErrorEntry, error)
        .With(RangeEntry, range);

    private Estimate Answer(Row row, Span<float> features)
    {
        featurizer.Encode(row, features);
        return range.Range(location.Score(features), error.Score(features));
    }
}
