namespace MlFunctions.Learning.Features;

/// <summary>Sine and cosine of what comes again, so that 23:59 is beside 0:00; both 0 where it is missing.</summary>
/// <param name="Period">Of the feature: 24 for hours.</param>
public sealed record CycleScale(float Period) : Scale
{
    public override int Width => 2;

    public override void Apply(float feature, Span<float> into)
    {
        (into[0], into[1]) = float.IsFinite(feature) ? MathF.SinCos(2 * MathF.PI * (feature / Period)) : (0, 0);
    }
}
