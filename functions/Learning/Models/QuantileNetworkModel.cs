using System.Buffers;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Inputs;
using MlFunctions.Learning.Networks.Onnx;
using MlFunctions.Learning.Ranges;

namespace MlFunctions.Learning.Models;

/// <summary>A network of quantiles, and a calibrated range from them.</summary>
internal sealed class QuantileNetworkModel(
    Manifest manifest, NetworkFeaturizer featurizer, byte[] network, QuantileRange range) : RegressionModel(manifest)
{
    private const string FeaturesEntry = "features.json";
    private const string NetworkEntry = "network.onnx";
    private const string RangeEntry = "range.json";

    private readonly OnnxScorer scorer = new(network);

    public static QuantileNetworkModel Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<NetworkFeaturizer>(FeaturesEntry);
        var model = new QuantileNetworkModel(manifest, featurizer, file.GetBytes(NetworkEntry), file.Get<QuantileRange>(RangeEntry));
        model.scorer.Check(featurizer.Numbers, featurizer.Vocabularies.Count, OrderedQuantiles.Count);
        return model;
    }

    // One by one: ONNX Runtime promises no order of additions, and many rows may have another than one.
    private protected override void Estimates(ReadOnlySpan<Row> rows, Span<Estimate> into)
    {
        var numbers = ArrayPool<float>.Shared.Rent(featurizer.Numbers);
        var codes = ArrayPool<int>.Shared.Rent(featurizer.Vocabularies.Count);
        Span<float> quantiles = stackalloc float[OrderedQuantiles.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            featurizer.Encode(rows[row], numbers, codes);
            scorer.Score(numbers.AsSpan(0, featurizer.Numbers), codes.AsSpan(0, featurizer.Vocabularies.Count), quantiles);
            into[row] = range.Range(quantiles);
        }

        ArrayPool<float>.Shared.Return(numbers);
        ArrayPool<int>.Shared.Return(codes);
    }

    private protected override ModelFile Write(ModelFile file) => file
        .With(FeaturesEntry, featurizer)
        .WithBytes(NetworkEntry, network)
        .With(RangeEntry, range);
}
