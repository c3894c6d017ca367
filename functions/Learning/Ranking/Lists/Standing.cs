namespace MlFunctions.Learning.Ranking.Lists;

/// <summary>Where a value stands among those of its list: only that can tell which of the list's products comes first.</summary>
internal static class Standing
{
    /// <summary>The distance of each value from their mean, in their standard deviations; 0 when all are equal, and a missing value (NaN) stays missing.</summary>
    public static void Score(Span<float> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (ref var value in values)
        {
            // A sum of infinities is no number.
            value = Math.Clamp(value, float.MinValue, float.MaxValue);
            if (!float.IsNaN(value))
                (sum, count) = (sum + value, count + 1);
        }

        var mean = sum / Math.Max(1, count);
        var square = 0.0;
        foreach (var value in values)
            square += float.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        var deviation = Math.Sqrt(square / Math.Max(1, count));
        // Equal values that were computed in different orders differ by rounding, which is not to be blown up.
        var scale = deviation > 1e-5 * Math.Max(1e-3, Math.Abs(mean)) ? 1 / deviation : 0;
        foreach (ref var value in values)
            value = float.IsNaN(value) ? value : (float)((value - mean) * scale);
    }
}
