using System.Buffers;
using System.Runtime.Intrinsics;

namespace MlFunctions.Learning.Trees;

/// <summary>Neighbouring trees of an ensemble, laid out for many rows.</summary>
internal interface ITreeRun
{
    /// <summary>Adds to the score of each row one leaf per tree, in the order of the trees.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="scores">Of <see cref="RowBlock.MostRows"/> rows; those of absent rows become anything.</param>
    void AddTo(RowBlock block, Span<double> scores);
}

/// <summary>An ensemble laid out for many rows: block after block, so that the rows stay in the processor's cache while the trees pass.</summary>
internal sealed class TreeBlocks
{
    // Fewer rows leave too many lanes empty.
    private const int FewestRows = 5;

    private readonly TreeWalk each;
    private readonly List<ITreeRun> runs = [];

    /// <param name="trees">The ensemble.</param>
    /// <param name="each">The same, laid out for one row.</param>
    public TreeBlocks(TreeEnsemble trees, TreeWalk each)
    {
        this.each = each;
        bool[] small = [.. trees.Roots.Select(root => Vector256.IsHardwareAccelerated && IsSmall(trees, root))];
        for (var (start, end) = (0, 0); start < small.Length; start = end)
        {
            while (end < small.Length && small[end] == small[start])
                end++;
            var some = trees.Roots.AsSpan(start..end);
            runs.Add(small[start] ? new TreeLanes(trees, some) : new WalkedRun(new TreeWalk(trees, some)));
        }
    }

    /// <summary>The score of each row.</summary>
    /// <param name="features">Row after row, all of one width.</param>
    /// <param name="into">One for each row.</param>
    public void Score(ReadOnlySpan<float> features, Span<double> into)
    {
        if (into.IsEmpty)
            return;
        var width = features.Length / into.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(width, each.Width, nameof(features));
        var columns = ArrayPool<float>.Shared.Rent(width * RowBlock.MostRows);
        Span<double> scores = stackalloc double[RowBlock.MostRows];
        for (var start = 0; start < into.Length; start += RowBlock.MostRows)
        {
            var some = into.Slice(start, Math.Min(RowBlock.MostRows, into.Length - start));
            var rows = features.Slice(start * width, some.Length * width);
            if (some.Length < FewestRows)
                ScoreEach(rows, width, some);
            else
                Score(new RowBlock(rows, width, columns), scores, some);
        }

        ArrayPool<float>.Shared.Return(columns);
    }

    private void Score(RowBlock block, Span<double> scores, Span<double> into)
    {
        scores.Clear();
        foreach (var run in runs)
            run.AddTo(block, scores);
        scores[..into.Length].CopyTo(into);
    }

    private void ScoreEach(ReadOnlySpan<float> rows, int width, Span<double> into)
    {
        for (var row = 0; row < into.Length; row++)
            into[row] = each.AddTo(0, rows.Slice(row * width, width));
    }

    private static bool IsSmall(TreeEnsemble trees, int root)
    {
        var (leaves, waiting) = (0, new Stack<int>([root]));
        while (leaves <= TreeLanes.MostLeaves && waiting.TryPop(out var place))
        {
            if (place < 0)
            {
                leaves++;
                continue;
            }

            waiting.Push(trees.Right[place]);
            waiting.Push(trees.Left[place]);
        }

        return leaves <= TreeLanes.MostLeaves;
    }

    // Trees of too many leaves for lanes.
    private sealed class WalkedRun(TreeWalk walk) : ITreeRun
    {
        public void AddTo(RowBlock block, Span<double> scores)
        {
            for (var row = 0; row < block.Count; row++)
                scores[row] = walk.AddTo(scores[row], block[row]);
        }
    }
}
