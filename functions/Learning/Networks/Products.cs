using System.Numerics.Tensors;

namespace MlFunctions.Learning.Networks;

/// <summary>The three matrix products of a dense layer, over contiguous rows. All matrices are row after row; n rows, i inputs, o outputs.</summary>
internal static class Products
{
    /// <summary>outputs (n × o) += inputs (n × i) × matrix (i × o).</summary>
    public static void AddForward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> matrix, Span<float> outputs, int width)
    {
        var inputWidth = matrix.Length / width;
        for (var row = 0; row < outputs.Length / width; row++)
        {
            var input = inputs.Slice(row * inputWidth, inputWidth);
            var output = outputs.Slice(row * width, width);
            for (var place = 0; place < input.Length; place++)
            {
                // One-hot features and rectified values are mostly 0.
                if (input[place] != 0)
                    TensorPrimitives.MultiplyAdd(matrix.Slice(place * width, width), input[place], output, output);
            }
        }
    }

    /// <summary>inputs (n × i) = outputs (n × o) × matrixᵀ, for the inputs from <paramref name="first"/> on.</summary>
    public static void Backward(ReadOnlySpan<float> outputs, ReadOnlySpan<float> matrix, Span<float> inputs, int width, int first)
    {
        var inputWidth = matrix.Length / width;
        for (var row = 0; row < outputs.Length / width; row++)
        {
            var input = inputs.Slice(row * inputWidth, inputWidth);
            var output = outputs.Slice(row * width, width);
            for (var place = first; place < input.Length; place++)
                input[place] = TensorPrimitives.Dot(output, matrix.Slice(place * width, width));
        }
    }

    /// <summary>matrix (i × o) += inputsᵀ (i × n) × outputs (n × o).</summary>
    public static void AddGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, Span<float> matrix, int width)
    {
        var inputWidth = matrix.Length / width;
        for (var row = 0; row < outputs.Length / width; row++)
        {
            var input = inputs.Slice(row * inputWidth, inputWidth);
            var output = outputs.Slice(row * width, width);
            for (var place = 0; place < input.Length; place++)
            {
                var into = matrix.Slice(place * width, width);
                if (input[place] != 0)
                    TensorPrimitives.MultiplyAdd(output, input[place], into, into);
            }
        }
    }
}
