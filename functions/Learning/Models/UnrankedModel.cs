using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning.Models;

/// <summary>Scores every product alike: metrics of tied scores are those of a random order.</summary>
internal sealed class UnrankedModel(Manifest manifest) : RankingModel(manifest)
{
    private protected override void Scores(IReadOnlyList<Row> products, Span<double> into) => into.Clear();

    private protected override ModelFile Write(ModelFile file) => file;
}
