using System.Numerics.Tensors;

namespace MlFunctions.Learning.Networks;

/// <summary>What a hidden layer does with its sums.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x σ(x), smooth: Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units, Neural Networks 107 (2018).</summary>
    Silu,
}

internal static class Activations
{
    /// <summary>Replaces each sum by its value, and writes the slope there.</summary>
    public static void Apply(this Activation activation, Span<float> sums, Span<float> slopes)
    {
        if (activation == Activation.Relu)
            Relu(sums, slopes);
        else
            Silu(sums, slopes);
    }

    private static void Relu(Span<float> sums, Span<float> slopes)
    {
        for (var place = 0; place < sums.Length; place++)
            slopes[place] = sums[place] > 0 ? 1 : 0;
        TensorPrimitives.Max(sums, 0f, sums);
    }

    private static void Silu(Span<float> sums, Span<float> slopes)
    {
        TensorPrimitives.Sigmoid(sums, slopes);
        TensorPrimitives.Multiply(sums, slopes, sums);
        for (var place = 0; place < sums.Length; place++)
            slopes[place] = sums[place] + (slopes[place] * (1 - sums[place]));
    }
}
