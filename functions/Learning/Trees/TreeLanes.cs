using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning.Trees;

/// <summary>
/// Small trees laid out for many rows, of which each has a lane of a vector. Nothing is walked: every node of a tree strikes out, of the leaves that a row can
/// still reach, those on its left if the row goes right, and the first leaf that is left is the row's.
/// </summary>
/// <remarks>Lucchese et al., QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees, SIGIR 2015; its node test, node after node of one tree.</remarks>
internal sealed class TreeLanes : ITreeRun
{
    /// <summary>One bit each.</summary>
    public const int MostLeaves = 32;

    private const int Lanes = 8;

    private readonly Node[] nodes;

    // Of each tree, the place after its last node, and that of its first leaf.
    private readonly int[] ends;
    private readonly int[] firsts;
    private readonly double[] leaves;

    /// <param name="trees">Of which some are taken.</param>
    /// <param name="some">The roots of those, none with more than 32 leaves.</param>
    public TreeLanes(TreeEnsemble trees, ReadOnlySpan<int> some)
    {
        (ends, firsts) = (new int[some.Length], new int[some.Length]);
        var (placed, values) = (new List<Node>(), new List<double>());
        for (var tree = 0; tree < some.Length; tree++)
        {
            firsts[tree] = values.Count;
            Place(trees, some[tree], placed, values, values.Count);
            ends[tree] = placed.Count;
        }

        (nodes, leaves) = ([.. placed], [.. values]);
    }

    /// <inheritdoc/>
    public void AddTo(RowBlock block, Span<double> scores)
    {
        ref var column = ref MemoryMarshal.GetReference(block.Columns);
        ref var score = ref MemoryMarshal.GetReference(scores[..RowBlock.MostRows]);
        var next = 0;
        for (var tree = 0; tree < ends.Length; tree++)
        {
            var a = Vector256<uint>.AllBitsSet;
            var (b, c, d) = (a, a, a);
            for (; next < ends[tree]; next++)
            {
                ref readonly var node = ref nodes[next];
                var (threshold, strikes) = (Vector256.Create(node.Threshold), Vector256.Create(node.Strikes));
                ref var values = ref Unsafe.Add(ref column, (nint)node.Column);
                a = Left(a, ref values, 0, threshold, strikes);
                b = Left(b, ref values, Lanes, threshold, strikes);
                c = Left(c, ref values, 2 * Lanes, threshold, strikes);
                d = Left(d, ref values, 3 * Lanes, threshold, strikes);
            }

            ref var leaf = ref leaves[firsts[tree]];
            Add(a, ref leaf, ref score, 0);
            Add(b, ref leaf, ref score, Lanes);
            Add(c, ref leaf, ref score, 2 * Lanes);
            Add(d, ref leaf, ref score, 3 * Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Left(Vector256<uint> left, ref float values, nuint lane, Vector256<float> threshold, Vector256<uint> strikes) =>
        Vector256.AndNot(left, Vector256.GreaterThan(Vector256.LoadUnsafe(ref values, lane), threshold).AsUInt32() & strikes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<uint> left, ref double leaf, ref double scores, nuint lane)
    {
        // The place of the lowest bit is the exponent of that bit as a number.
        var lowest = (left & (Vector256<uint>.Zero - left)).AsInt32();
        var place = ((Vector256.ConvertToSingle(lowest).AsInt32() >>> 23) & Vector256.Create(0xff)) - Vector256.Create(127);
        Add(ref leaf, place.GetLower(), ref scores, lane);
        Add(ref leaf, place.GetUpper(), ref scores, lane + (Lanes / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double leaf, Vector128<int> place, ref double scores, nuint lane) =>
        (Vector256.LoadUnsafe(ref scores, lane) + Vector256.Create(
            Unsafe.Add(ref leaf, place[0]), Unsafe.Add(ref leaf, place[1]), Unsafe.Add(ref leaf, place[2]), Unsafe.Add(ref leaf, place[3]))).StoreUnsafe(ref scores, lane);

    // Leaves from left to right, the first of the tree at a place of its own.
    private static void Place(TreeEnsemble trees, int place, List<Node> nodes, List<double> leaves, int first)
    {
        if (place < 0)
        {
            leaves.Add(trees.Leaves[~place]);
            return;
        }

        var (node, from) = (nodes.Count, leaves.Count - first);
        nodes.Add(default);
        Place(trees, trees.Left[place], nodes, leaves, first);
        var strikes = (1UL << (leaves.Count - first)) - (1UL << from);
        nodes[node] = new Node(trees.Thresholds[place], trees.Features[place] * RowBlock.MostRows, (uint)strikes);
        Place(trees, trees.Right[place], nodes, leaves, first);
    }

    /// <param name="Threshold">Greater values go right.</param>
    /// <param name="Column">Where the values of its feature begin.</param>
    /// <param name="Strikes">The leaves on its left.</param>
    private readonly record struct Node(float Threshold, int Column, uint Strikes);
}
