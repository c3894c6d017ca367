using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning.Models;

/// <summary>Answers every case alike: with the share of positives.</summary>
internal sealed class BaseRateModel(Manifest manifest, BaseRate rate) : BinaryModel(manifest)
{
    private const string RateEntry = "rate.json";

    public override double Threshold => rate.Threshold;

    public static BaseRateModel Read(Manifest manifest, ModelFile file) => new(manifest, file.Get<BaseRate>(RateEntry));

    private protected override void Chances(ReadOnlySpan<Row> rows, Span<double> into) => into.Fill(rate.Probability);

    private protected override ModelFile Write(ModelFile file) => file.With(RateEntry, rate);
}

/// <summary>What a base-rate model is made of.</summary>
/// <param name="Probability">The share of positives.</param>
/// <param name="Threshold">From which probability on a case is decided positive.</param>
internal sealed record BaseRate(double Probability, double Threshold);
