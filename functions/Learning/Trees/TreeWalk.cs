using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlFunctions.Learning.Trees;

/// <summary>
/// Trees laid out for one row. Eight are walked at a time, so that the processor waits for eight nodes at once, and a step is an addition where a branch
/// would be guessed wrong every other time; a row that is at its leaf stays there until the deepest of the eight is at its own.
/// </summary>
internal sealed class TreeWalk
{
    private const int AtOnce = 8;

    private readonly Node[] nodes;

    // Of each node, what a row that ends there adds.
    private readonly double[] values;
    private readonly int[] roots;

    // Of each eight trees, the depth of the deepest.
    private readonly int[] depths;

    /// <param name="trees">Of which some are taken.</param>
    /// <param name="some">The roots of those.</param>
    /// <exception cref="OverflowException">A level of a tree is wider than 65,535, or a tree asks about a feature beyond the first 65,536.</exception>
    public TreeWalk(TreeEnsemble trees, ReadOnlySpan<int> some)
    {
        var (placed, ends, deepest) = (new List<Node>(), new List<double>(), new List<int>());
        roots = new int[(some.Length + AtOnce - 1) / AtOnce * AtOnce];
        for (var tree = 0; tree < roots.Length; tree++)
        {
            roots[tree] = placed.Count;
            if (tree < some.Length)
            {
                deepest.Add(Place(trees, some[tree], placed, ends));
                continue;
            }

            // -0.0 is what changes no sum, not even one of -0.0.
            placed.Add(Node.Leaf);
            ends.Add(-0.0);
            deepest.Add(0);
        }

        (nodes, values) = ([.. placed], [.. ends]);
        depths = [.. deepest.Chunk(AtOnce).Select(eight => eight.Max())];
        Width = nodes.Length == 0 ? 0 : 1 + nodes.Max(node => node.Feature);
    }

    /// <summary>How many features a row has at least.</summary>
    public int Width { get; }

    /// <summary>Adds one leaf per tree to a sum, in the order of the trees.</summary>
    /// <param name="sum">So far.</param>
    /// <param name="features">Of the row; NaN is missing and goes left.</param>
    public double AddTo(double sum, ReadOnlySpan<float> features)
    {
        ref var feature = ref MemoryMarshal.GetReference(features[..Width]);
        ref var node = ref MemoryMarshal.GetArrayDataReference(nodes);
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        for (var eight = 0; eight < depths.Length; eight++)
        {
            var at = roots.AsSpan(eight * AtOnce, AtOnce);
            var (a, b, c, d, e, f, g, h) = ((nint)at[0], (nint)at[1], (nint)at[2], (nint)at[3], (nint)at[4], (nint)at[5], (nint)at[6], (nint)at[7]);
            for (var depth = depths[eight]; depth > 0; depth--)
            {
                a = Next(ref node, a, ref feature);
                b = Next(ref node, b, ref feature);
                c = Next(ref node, c, ref feature);
                d = Next(ref node, d, ref feature);
                e = Next(ref node, e, ref feature);
                f = Next(ref node, f, ref feature);
                g = Next(ref node, g, ref feature);
                h = Next(ref node, h, ref feature);
            }

            sum = sum + Unsafe.Add(ref value, a) + Unsafe.Add(ref value, b) + Unsafe.Add(ref value, c) + Unsafe.Add(ref value, d)
                + Unsafe.Add(ref value, e) + Unsafe.Add(ref value, f) + Unsafe.Add(ref value, g) + Unsafe.Add(ref value, h);
        }

        return sum;
    }

    // The constructor saw every child, and the features are as many as the nodes ask about.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next(ref Node nodes, nint place, ref float features)
    {
        ref var node = ref Unsafe.Add(ref nodes, place);
        return place + node.Child + (Unsafe.Add(ref features, (nint)node.Feature) > node.Threshold ? 1 : 0);
    }

    // Level by level, brothers side by side; the depth of the tree.
    private static int Place(TreeEnsemble trees, int root, List<Node> nodes, List<double> values)
    {
        var (depth, waiting) = (0, new Queue<(int Place, int Depth)>([(root, 0)]));
        while (waiting.TryDequeue(out var next))
        {
            (var place, depth) = next;
            values.Add(place < 0 ? trees.Leaves[~place] : 0);
            if (place < 0)
            {
                nodes.Add(Node.Leaf);
                continue;
            }

            // Those that wait are placed before its children.
            nodes.Add(new Node(trees.Thresholds[place], checked((ushort)trees.Features[place]), checked((ushort)(1 + waiting.Count))));
            waiting.Enqueue((trees.Left[place], depth + 1));
            waiting.Enqueue((trees.Right[place], depth + 1));
        }

        return depth;
    }

    /// <param name="Threshold">Greater values go right.</param>
    /// <param name="Feature">That it asks about.</param>
    /// <param name="Child">How many places further its left child is; the right one follows.</param>
    private readonly record struct Node(float Threshold, ushort Feature, ushort Child)
    {
        /// <summary>Its own left child, and nothing is greater than infinity.</summary>
        public static Node Leaf => new(float.PositiveInfinity, 0, 0);
    }
}
