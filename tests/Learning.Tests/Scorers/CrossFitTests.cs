using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;
using MlFunctions.Learning.Scorers;

namespace MlFunctions.Learning.Tests.Scorers;

public sealed class CrossFitTests
{
    private static readonly FeatureMatrix Features = new(1, [1, 2, 3, 4, 5, 6]);

    private static readonly Folds Folds = new([0, 1, 2, 0, 1, 2], 3);

    [Fact]
    public void A_row_is_scored_by_the_scorer_that_never_saw_it()
    {
        var fit = CrossFit<Sum>.Of(Features, Folds, rows => new Sum(rows.Sum(row => Features[row][0])), _ => { });
        Assert.Equal([16, 14, 12, 16, 14, 12], fit.HeldOut);
        Assert.Equal(14, fit.Mean.Value);
    }

    [Fact]
    public void Folds_begin_in_order_on_the_callers_thread()
    {
        var heard = new List<(int Fold, int Thread)>();
        CrossFit<Sum>.Of(Features, Folds, _ => new Sum(0), fold => heard.Add((fold, Environment.CurrentManagedThreadId)));
        Assert.Equal([0, 1, 2], heard.Select(said => said.Fold));
        Assert.All(heard, said => Assert.Equal(Environment.CurrentManagedThreadId, said.Thread));
    }

    [Fact]
    public void A_cancelled_fit_ends_only_when_no_fold_is_running_any_more()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var (isCancelled, hasEnded, hadEnded) = (false, false, false);
        Exception? failure = null;
        var caller = new Thread(() =>
        {
            failure = Record.Exception(() => CrossFit<Sum>.Of(Features, Folds, Fit, Begin));
            hadEnded = Volatile.Read(ref hasEnded);
        });
        caller.Start();

        // Fold 0 ends only after the caller waits for it, or has returned too early.
        SpinWait.SpinUntil(() => !caller.IsAlive || (Volatile.Read(ref isCancelled) && caller.ThreadState.HasFlag(ThreadState.WaitSleepJoin)));
        release.Set();
        caller.Join();
        Assert.IsType<OperationCanceledException>(failure);
        Assert.True(hadEnded);

        Sum Fit(IReadOnlyList<int> rows)
        {
            begun.Set();
            release.Wait(cancel);
            Volatile.Write(ref hasEnded, true);
            return new Sum(0);
        }

        void Begin(int fold)
        {
            if (fold == 0)
                return;
            begun.Wait(cancel);
            Volatile.Write(ref isCancelled, true);
            throw new OperationCanceledException();
        }
    }

    [Fact]
    public void A_fault_of_a_fold_comes_out_as_it_is() => Assert.Throws<InvalidDataException>(
        () => CrossFit<Sum>.Of(Features, Folds, rows => rows.Contains(0) ? new Sum(0) : throw new InvalidDataException(), _ => { }));

    private sealed record Sum(double Value) : IScorer<Sum>
    {
        public static Sum Mean(IReadOnlyList<Sum> scorers) => new(scorers.Average(scorer => scorer.Value));

        public double Score(ReadOnlySpan<float> features) => Value;

        public void Check(int features)
        {
        }
    }
}
