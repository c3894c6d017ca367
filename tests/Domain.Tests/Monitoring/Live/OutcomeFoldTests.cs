using System.Text.Json;
using CsCheck;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tests.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Live;

public sealed class OutcomeFoldTests
{
    public static TheoryData<TaskKind> Kinds => [.. Enum.GetValues<TaskKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_order_and_grouping_of_merges_gives_the_same_sums(TaskKind kind)
    {
        var told = Streams.Of(kind, 300, seed: 1);
        var whole = Text(Told.Fold(told));
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var shuffled = told.ToArray();
                random.Shuffle(shuffled);
                return Text(Merged([.. shuffled.Chunk(1 + random.Next(60)).Select(Told.Fold)], random)) == whole;
            },
            iter: 100);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_correction_cancels_what_it_corrects_in_whatever_sums_they_meet(TaskKind kind)
    {
        var (told, wrong) = (Streams.Of(kind, 200, seed: 2), Streams.Of(kind, 120, seed: 3));
        var (taken, before) = (new Aggregate(), Told.Fold(wrong.Take(70)));
        foreach (var outcome in wrong)
            outcome.AddTo(taken, -1);
        Assert.Equal(-120, taken.Outcomes);
        Assert.Equal(Text(Told.Fold(told)), Text(Aggregate.Sum([taken, Told.Fold(told), before, Told.Fold(wrong.Skip(70))])));
    }

    [Fact]
    public void A_list_is_judged_by_the_grades_of_its_own_products()
    {
        var sums = new Aggregate();
        var answer = new ScoresAnswer(new Dictionary<string, double> { ["a"] = 3, ["b"] = 2, ["c"] = 1 });
        OutcomeFold.Add(sums, TaskKind.Ranking, answer, new Actual("""{"b":1,"elsewhere":1}"""), TimeSpan.FromSeconds(5), 1);
        OutcomeFold.Add(sums, TaskKind.Ranking, answer, new Actual("""{"elsewhere":1}"""), TimeSpan.FromSeconds(5), 1);
        Assert.Equal((1, 0.5), (sums.Terms["mrr"].Count, sums.Terms["mrr"].Mean()));
        Assert.Equal((2, 0.5), (sums.Terms["clickThrough"].Count, sums.Terms["clickThrough"].Mean()));
    }

    [Fact]
    public void Delays_are_kept_by_class()
    {
        var sums = new Aggregate();
        OutcomeFold.Add(sums, TaskKind.Binary, new ProbabilityAnswer(0.5), Actual.Of(1), TimeSpan.FromDays(20), 1);
        OutcomeFold.Add(sums, TaskKind.Binary, new ProbabilityAnswer(0.5), Actual.Of(0), TimeSpan.FromSeconds(-3), 1);
        Assert.Equal([(LogBins.Of(20 * 86_400), 1L)], sums.PositiveDelays.Bins);
        Assert.Equal([(0, 1L)], sums.Delays.Bins);
        Assert.Equal(2, sums.Outcomes);
    }

    [Fact]
    public void An_answer_of_another_kind_changes_nothing()
    {
        var sums = new Aggregate();
        Assert.Throws<ArgumentException>(() => OutcomeFold.Add(sums, TaskKind.Binary, new ScoresAnswer(new Dictionary<string, double>()), Actual.Of(1), TimeSpan.Zero, 1));
        Assert.Equal(Text(new Aggregate()), Text(sums));
    }

    private static Aggregate Merged(List<Aggregate> parts, Random random)
    {
        while (parts.Count > 1)
        {
            var (one, other) = (random.Next(parts.Count), random.Next(parts.Count - 1));
            var taken = parts[one];
            parts.RemoveAt(one);
            parts[other].Merge(taken);
        }

        return parts[0];
    }

    private static string Text(Aggregate sums) => JsonSerializer.Serialize(sums, Json.Options);
}
