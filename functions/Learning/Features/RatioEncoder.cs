using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>One number for each unit of another, such as open orders for each courier: trees, which split on one feature at a time, find ratios hard to learn.</summary>
/// <param name="Numerator">Its place in the row.</param>
/// <param name="Denominator">Its place; where it is 0 or missing, so is the ratio.</param>
/// <param name="Name">Both names.</param>
public sealed record RatioEncoder(int Numerator, int Denominator, string Name) : Encoder
{
    public override IReadOnlyList<string> Features { get; } = [Name];

    public override void Encode(Row row, Span<float> into)
    {
        var denominator = row.Numbers[Denominator];
        into[0] = denominator == 0 ? float.NaN : (float)(row.Numbers[Numerator] / denominator);
    }
}
