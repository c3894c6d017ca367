namespace MlFunctions.Learning.Networks;

/// <summary>Drops hidden values at random in training, and scales the others up, so that no unit can rely on another.</summary>
/// <remarks>Srivastava et al., Dropout, JMLR 15 (2014), section 10 (the scaling at training time).</remarks>
/// <param name="share">Of the values that are dropped, 0 to below 1.</param>
/// <param name="random">Of the draws.</param>
internal sealed class Dropout(double share, Random random)
{
    private readonly float scale = (float)(1 / (1 - share));

    public void Apply(Span<float> values, Span<float> slopes)
    {
        for (var place = 0; place < values.Length; place++)
        {
            var kept = random.NextSingle() < share ? 0 : scale;
            values[place] *= kept;
            slopes[place] *= kept;
        }
    }
}
