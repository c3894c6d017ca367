using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Anomalies;

/// <summary>Grows isolation trees by random cuts, into the flat arrays of an ensemble.</summary>
/// <remarks>Liu, Ting and Zhou, Isolation Forest, ICDM 2008, algorithm 2.</remarks>
/// <param name="rows">To sample from, without missing values.</param>
/// <param name="random">Of all draws.</param>
internal sealed class IsolationGrowth(FeatureMatrix rows, Random random)
{
    private const double EulerMascheroni = 0.5772156649015329;

    private readonly int[] order = [.. Enumerable.Range(0, rows.Rows)];
    private readonly int[] columns = [.. Enumerable.Range(0, rows.Width)];
    private readonly TreeBuilder builder = new();

    public TreeEnsemble Trees => builder.Trees;

    /// <summary>c(n), the mean path length of a search without success in a binary tree of n rows.</summary>
    public static double UsualPath(int rows) => rows switch
    {
        <= 1 => 0,
        2 => 1,
        _ => (2 * (Math.Log(rows - 1) + EulerMascheroni)) - (2.0 * (rows - 1) / rows),
    };

    /// <summary>One more tree.</summary>
    /// <param name="sample">How many rows, drawn without replacement.</param>
    public void Grow(int sample)
    {
        for (var place = 0; place < sample; place++)
        {
            var other = random.Next(place, order.Length);
            (order[place], order[other]) = (order[other], order[place]);
        }

        builder.Root(Cut(order.AsSpan(0, sample), 0, (int)Math.Ceiling(Math.Log2(sample))));
    }

    private int Cut(Span<int> some, int depth, int deepest)
    {
        if (some.Length <= 1 || depth >= deepest || !TryDraw(some, out var feature, out var threshold))
            return builder.Leaf(depth + UsualPath(some.Length));
        var node = builder.Node(feature, threshold);
        var middle = TreeBuilder.Part(rows, some, feature, threshold);
        return builder.Join(node, Cut(some[..middle], depth + 1, deepest), Cut(some[middle..], depth + 1, deepest));
    }

    // A feature that is not the same in all rows, and a place between its least and greatest value.
    private bool TryDraw(ReadOnlySpan<int> some, out int feature, out float threshold)
    {
        for (var tried = 0; tried < columns.Length; tried++)
        {
            var other = random.Next(tried, columns.Length);
            (columns[tried], columns[other]) = (columns[other], columns[tried]);
            feature = columns[tried];
            var (least, greatest) = (float.MaxValue, float.MinValue);
            foreach (var row in some)
                (least, greatest) = (Math.Min(least, rows[row][feature]), Math.Max(greatest, rows[row][feature]));
            if (least < greatest)
            {
                // Less than the greatest, so that both sides have a row.
                threshold = Math.Min((float)(least + (random.NextDouble() * ((double)greatest - least))), MathF.BitDecrement(greatest));
                return true;
            }
        }

        (feature, threshold) = (-1, 0);
        return false;
    }
}
