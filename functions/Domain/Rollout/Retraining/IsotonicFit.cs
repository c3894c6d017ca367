namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>The least-squares fit among functions that never fall.</summary>
/// <remarks>Pool adjacent violators: Ayer, Brunk, Ewing, Reid and Silverman, An Empirical Distribution Function for Sampling with Incomplete Information, Annals of Mathematical Statistics 26 (1955).</remarks>
public static class IsotonicFit
{
    /// <summary>The fitted blocks, in order: neighbours that fell are one block at their weighted means.</summary>
    /// <param name="points">n places, ascending, each with its value and its positive weight.</param>
    public static IReadOnlyList<(double Place, double Value, double Weight)> Of(IEnumerable<(double Place, double Value, double Weight)> points)
    {
        var blocks = new List<(double Place, double Value, double Weight)>();
        foreach (var point in points)
        {
            var block = point;
            while (blocks.Count > 0 && blocks[^1].Value >= block.Value)
            {
                block = Pool(blocks[^1], block);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        return blocks;
    }

    private static (double Place, double Value, double Weight) Pool((double Place, double Value, double Weight) one, (double Place, double Value, double Weight) other)
    {
        var weight = one.Weight + other.Weight;
        return (((one.Place * one.Weight) + (other.Place * other.Weight)) / weight, ((one.Value * one.Weight) + (other.Value * other.Weight)) / weight, weight);
    }
}
