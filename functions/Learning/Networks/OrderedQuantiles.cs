namespace MlFunctions.Learning.Networks;

/// <summary>Three quantiles that cannot cross, from three free numbers (m, a, b): m − softplus(a), m, m + softplus(b).</summary>
public static class OrderedQuantiles
{
    public const int Count = 3;

    /// <summary>Replaces the free numbers (m, a, b) of each row by (low, middle, high), and writes dlow/da and dhigh/db.</summary>
    internal static void Apply(Span<float> values, Span<float> slopes)
    {
        for (var row = 0; row < values.Length; row += Count)
        {
            var (middle, down, up) = (values[row], values[row + 1], values[row + 2]);
            (slopes[row + 1], slopes[row + 2]) = (-Sigmoid(down), Sigmoid(up));
            (values[row], values[row + 1], values[row + 2]) = (middle - Softplus(down), middle, middle + Softplus(up));
        }
    }

    /// <summary>Replaces the gradient by (low, middle, high) of each row by that of (m, a, b).</summary>
    internal static void Backward(Span<float> gradients, ReadOnlySpan<float> slopes)
    {
        for (var row = 0; row < gradients.Length; row += Count)
        {
            var (low, middle, high) = (gradients[row], gradients[row + 1], gradients[row + 2]);
            (gradients[row], gradients[row + 1], gradients[row + 2]) = (low + middle + high, low * slopes[row + 1], high * slopes[row + 2]);
        }
    }

    private static float Softplus(float x) => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
