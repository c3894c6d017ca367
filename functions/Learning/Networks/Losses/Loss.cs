namespace MlFunctions.Learning.Networks.Losses;

/// <summary>How wrong outputs are, and which way is better.</summary>
public abstract class Loss
{
    /// <summary>The sum of the losses of the batch's groups.</summary>
    /// <param name="outputs">Of the batch's rows, row after row.</param>
    /// <param name="batch">Which rows these are.</param>
    /// <param name="gradients">As long as <paramref name="outputs"/>; overwritten by the sum's gradient by each output.</param>
    public abstract double Of(ReadOnlySpan<float> outputs, Batch batch, Span<float> gradients);
}
