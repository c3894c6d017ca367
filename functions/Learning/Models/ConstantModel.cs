using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning.Models;

/// <summary>Answers every row alike.</summary>
internal sealed class ConstantModel(Manifest manifest, Estimate estimate) : RegressionModel(manifest)
{
    private const string EstimateEntry = "estimate.json";

    public static ConstantModel Read(Manifest manifest, ModelFile file) => new(manifest, file.Get<Estimate>(EstimateEntry));

    private protected override void Estimates(ReadOnlySpan<Row> rows, Span<Estimate> into) => into.Fill(estimate);

    private protected override ModelFile Write(ModelFile file) => file.With(EstimateEntry, estimate);
}
