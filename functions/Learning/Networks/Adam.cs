using System.Numerics.Tensors;

namespace MlFunctions.Learning.Networks;

/// <summary>Steps along the gradient, each weight's scaled by the gradient's recent size.</summary>
/// <remarks>
/// Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1; the decay of weights apart from the gradient:
/// Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019.
/// </remarks>
/// <param name="weights">How many.</param>
internal sealed class Adam(int weights)
{
    private const float Decay1 = 0.9f;
    private const float Decay2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] mean = new float[weights];
    private readonly float[] square = new float[weights];
    private readonly float[] step = new float[weights];

    private double power1 = 1;
    private double power2 = 1;

    /// <summary>Changes the weights, and leaves the gradient as it is.</summary>
    /// <param name="current">The weights.</param>
    /// <param name="gradient">Of the loss by them.</param>
    /// <param name="rate">The size of a step.</param>
    /// <param name="decay">The share of each weight, times the rate, that is taken away; biases and embeddings lose it too.</param>
    public void Step(Span<float> current, ReadOnlySpan<float> gradient, double rate, double decay)
    {
        power1 *= Decay1;
        power2 *= Decay2;
        TensorPrimitives.Multiply(mean, Decay1, mean);
        TensorPrimitives.MultiplyAdd(gradient, 1 - Decay1, mean, mean);
        TensorPrimitives.Multiply(gradient, gradient, step);
        TensorPrimitives.Multiply(square, Decay2, square);
        TensorPrimitives.MultiplyAdd(step, 1 - Decay2, square, square);

        TensorPrimitives.Multiply(square, (float)(1 / (1 - power2)), step);
        TensorPrimitives.Sqrt(step, step);
        TensorPrimitives.Add(step, Epsilon, step);
        TensorPrimitives.Divide(mean, step, step);
        TensorPrimitives.Multiply(current, (float)(1 - (rate * decay)), current);
        TensorPrimitives.MultiplyAdd(step, (float)(-rate / (1 - power1)), current, current);
    }
}
