using System.Buffers;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Ranges;
using MlFunctions.Learning.Scorers;

namespace MlFunctions.Learning.Models;

/// <summary>A scorer of the location, a scorer of its expected error, and a calibrated range round them.</summary>
internal sealed class RangeModel<TScorer>(
    Manifest manifest, Featurizer featurizer, TScorer location, TScorer error, RangeCalibration range) : RegressionModel(manifest)
    where TScorer : IScorer<TScorer>
{
    private const string FeaturesEntry = "features.json";
    private const string LocationEntry = "location.json";
    private const string ErrorEntry = "error.json";
    private const string RangeEntry = "range.json";

    public static RangeModel<TScorer> Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<Featurizer>(FeaturesEntry);
        var location = file.Get<TScorer>(LocationEntry);
        var error = file.Get<TScorer>(ErrorEntry);
        location.Check(featurizer.Width);
        error.Check(featurizer.Width);
        return new RangeModel<TScorer>(manifest, featurizer, location, error, file.Get<RangeCalibration>(RangeEntry));
    }

    private protected override void Estimates(ReadOnlySpan<Row> rows, Span<Estimate> into)
    {
        var rented = ArrayPool<float>.Shared.Rent(rows.Length * featurizer.Width);
        var features = rented.AsSpan(0, rows.Length * featurizer.Width);
        Span<double> locations = stackalloc double[rows.Length];
        Span<double> errors = stackalloc double[rows.Length];
        featurizer.Encode(rows, features, featurizer.Width);
        location.Score(features, locations);
        error.Score(features, errors);
        for (var row = 0; row < rows.Length; row++)
            into[row] = range.Range(locations[row], errors[row]);
        ArrayPool<float>.Shared.Return(rented);
    }

    private protected override ModelFile Write(ModelFile file) => file
        .With(FeaturesEntry, featurizer)
        .With(LocationEntry, location)
        .With(ErrorEntry, error)
        .With(RangeEntry, range);
}
