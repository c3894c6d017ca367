using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>A number as it is; NaN stays NaN.</summary>
/// <param name="Column">Its place in the row.</param>
/// <param name="Name">Its name.</param>
public sealed record NumberEncoder(int Column, string Name) : Encoder
{
    public override IReadOnlyList<string> Features { get; } = [Name];

    public override void Encode(Row row, Span<float> into) => into[0] = (float)row.Numbers[Column];
}
