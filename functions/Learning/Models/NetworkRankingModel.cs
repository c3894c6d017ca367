using System.Numerics.Tensors;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Networks.Onnx;
using MlFunctions.Learning.Ranking;

namespace MlFunctions.Learning.Models;

/// <summary>A network on the features of a request's products.</summary>
internal sealed class NetworkRankingModel(Manifest manifest, RankingFeaturizer featurizer, byte[] network) : RankingModel(manifest)
{
    private const string FeaturesEntry = "features.json";
    private const string NetworkEntry = "network.onnx";

    private readonly OnnxScorer scorer = new(network);

    public static NetworkRankingModel Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<RankingFeaturizer>(FeaturesEntry);
        var model = new NetworkRankingModel(manifest, featurizer, file.GetBytes(NetworkEntry));
        model.scorer.Check(featurizer.Standings, codes: 0, outputs: 1);
        return model;
    }

    private protected override void Scores(IReadOnlyList<Row> products, Span<double> into) =>
        TensorPrimitives.ConvertChecked<float, double>(scorer.Score(NetworkNumbers.Of(featurizer.Encode(products), featurizer)), into);

    private protected override ModelFile Write(ModelFile file) => file.With(FeaturesEntry, featurizer).WithBytes(NetworkEntry, network);
}
