namespace MlFunctions.Learning.Networks.Losses;

/// <summary>The mean of a row's squared errors; with the input itself as target, the loss of an autoencoder.</summary>
/// <param name="targets">Row after row, as many for each as the network has outputs.</param>
public sealed class SquaredLoss(float[] targets) : Loss
{
    public override double Of(ReadOnlySpan<float> outputs, Batch batch, Span<float> gradients)
    {
        var width = outputs.Length / batch.Rows.Length;
        var sum = 0.0;
        for (var place = 0; place < outputs.Length; place++)
        {
            var error = outputs[place] - targets[(batch.Rows[place / width] * width) + (place % width)];
            gradients[place] = 2 * error / width;
            sum += error * error / width;
        }

        return sum;
    }
}
