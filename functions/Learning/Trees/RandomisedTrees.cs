using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>How randomised trees are grown.</summary>
/// <param name="Trees">How many.</param>
/// <param name="FeatureFraction">Of the features, drawn for each cut.</param>
/// <param name="MostRows">Each tree is grown from all rows, or a sample of so many.</param>
public sealed record RandomisedTreesSettings(int Trees, double FeatureFraction, int MostRows);

/// <summary>
/// Trees that cut some features, drawn anew for each cut, at random places, and keep the purest of these cuts until a leaf is of one class. Their score, the mean
/// share of positives, errs in other places than that of boosted trees, which chase the rows that they get wrong.
/// </summary>
/// <remarks>Geurts, Ernst and Wehenkel, Extremely Randomized Trees, Machine Learning 63 (2006), table 1, with Gini's impurity.</remarks>
public sealed class RandomisedTrees
{
    private readonly FeatureMatrix features;
    private readonly IReadOnlyList<bool> labels;
    private readonly int cuts;
    private readonly Random random;
    private readonly int[] columns;
    private readonly TreeBuilder builder = new();

    private RandomisedTrees(FeatureMatrix features, IReadOnlyList<bool> labels, double featureFraction, int seed)
    {
        (this.features, this.labels, random) = (features, labels, new Random(seed));
        cuts = Math.Max(1, (int)(featureFraction * features.Width));
        columns = [.. Enumerable.Range(0, features.Width)];
    }

    /// <summary>Grows the trees.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="labels">One for each row of <paramref name="features"/>.</param>
    /// <param name="rows">Which rows to learn from, at least one.</param>
    /// <param name="settings">How the trees are grown.</param>
    /// <param name="seed">Same rows, settings and seed, same trees.</param>
    /// <returns>Trees whose score is from 0 to 1.</returns>
    public static TreeEnsemble Grow(
        FeatureMatrix features, IReadOnlyList<bool> labels, IReadOnlyList<int> rows, RandomisedTreesSettings settings, int seed)
    {
        var growth = new RandomisedTrees(features, labels, settings.FeatureFraction, seed);
        int[] order = [.. rows];
        for (var tree = 0; tree < settings.Trees; tree++)
        {
            if (order.Length > settings.MostRows)
                growth.random.Shuffle(order);
            growth.builder.Root(growth.Cut(order.AsSpan(0, Math.Min(order.Length, settings.MostRows))));
        }

        return growth.builder.Trees.Times(1.0 / settings.Trees);
    }

    private int Cut(Span<int> some)
    {
        var positives = Positives(some);
        if (positives == 0 || positives == some.Length || !TryDraw(some, positives, out var feature, out var threshold))
            return builder.Leaf((double)positives / some.Length);
        var node = builder.Node(feature, threshold);
        var middle = TreeBuilder.Part(features, some, feature, threshold);
        return builder.Join(node, Cut(some[..middle]), Cut(some[middle..]));
    }

    // The purest of some random cuts, of features that are not the same in all rows.
    private bool TryDraw(ReadOnlySpan<int> some, int positives, out int feature, out float threshold)
    {
        (feature, threshold) = (-1, 0);
        var (drawn, best) = (0, double.NegativeInfinity);
        for (var tried = 0; tried < columns.Length && drawn < cuts; tried++)
        {
            var other = random.Next(tried, columns.Length);
            (columns[tried], columns[other]) = (columns[other], columns[tried]);
            var column = columns[tried];
            var (least, greatest) = Range(some, column);
            if (least >= greatest)
                continue;
            drawn++;
            // Less than the greatest, so that both sides have a row.
            var place = Math.Min((float)(least + (random.NextDouble() * ((double)greatest - least))), MathF.BitDecrement(greatest));
            if (Purity(some, positives, column, place) is var purity && purity > best)
                (best, feature, threshold) = (purity, column, place);
        }

        return drawn > 0;
    }

    // A missing value is less than every number, as for the trees.
    private (float Least, float Greatest) Range(ReadOnlySpan<int> some, int column)
    {
        var (least, greatest) = (float.MaxValue, float.MinValue);
        foreach (var row in some)
        {
            var value = features[row][column];
            value = float.IsNaN(value) ? float.MinValue : Math.Clamp(value, float.MinValue, float.MaxValue);
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        }

        return (least, greatest);
    }

    // The greater, the less impure both sides are, weighed by their rows.
    private double Purity(ReadOnlySpan<int> some, int positives, int column, float threshold)
    {
        var (greater, greaterPositives) = (0, 0);
        foreach (var row in some)
        {
            if (!(features[row][column] > threshold))
                continue;
            greater++;
            greaterPositives += labels[row] ? 1 : 0;
        }

        double lesserPositives = positives - greaterPositives;
        return (lesserPositives * lesserPositives / (some.Length - greater)) + ((double)greaterPositives * greaterPositives / greater);
    }

    private int Positives(ReadOnlySpan<int> some)
    {
        var positives = 0;
        foreach (var row in some)
            positives += labels[row] ? 1 : 0;
        return positives;
    }
}
