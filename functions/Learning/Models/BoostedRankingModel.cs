using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Ranking;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Models;

/// <summary>Trees on the features of a request's products.</summary>
internal sealed class BoostedRankingModel(Manifest manifest, RankingFeaturizer featurizer, TreeEnsemble trees) : RankingModel(manifest)
{
    private const string FeaturesEntry = "features.json";
    private const string TreesEntry = "trees.json";

    public static BoostedRankingModel Read(Manifest manifest, ModelFile file)
    {
        var featurizer = file.Get<RankingFeaturizer>(FeaturesEntry);
        var trees = file.Get<TreeEnsemble>(TreesEntry);
        trees.Check(featurizer.Width);
        return new BoostedRankingModel(manifest, featurizer, trees);
    }

    private protected override void Scores(IReadOnlyList<Row> products, Span<double> into) => trees.Score(featurizer.Encode(products).Values, into);

    private protected override ModelFile Write(ModelFile file) => file.With(FeaturesEntry, featurizer).With(TreesEntry, trees);
}
