using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Tests.Metrics.Bins;

public sealed class AnswersReferenceTests
{
    [Fact]
    public void A_regressions_terms_are_those_of_its_metrics()
    {
        var reference = new RegressionAnswers([10, 20], [new(12, 8, 15), new(19, 15, 19.5)]).Reference();
        Assert.Equal((1.5, 2), (reference.Term("mae").Mean(), reference.Count));
        Assert.Equal(0.5, reference.Term("coverage").Mean());
        Assert.Equal([LogBins.Of(12), LogBins.Of(19)], reference.Output.Bins.Select(bin => bin.Bin));
        Assert.Equal([LogBins.Of(4.5), LogBins.Of(7)], reference.Widths.Bins.Select(bin => bin.Bin));
    }

    [Fact]
    public void A_rankings_answer_is_that_of_a_request_and_one_without_a_relevant_product_has_no_figure()
    {
        var reference = new RankingAnswers(["a", "a", "b", "b"], [0, 1, 0, 0], [3, 2, 1, 4]).Reference();
        Assert.Equal(2, reference.Count);
        Assert.Equal([LogBins.Of(3), LogBins.Of(4)], reference.Output.Bins.Select(bin => bin.Bin));
        Assert.Equal((1, 0.5), (reference.Term("mrr").Count, reference.Term("mrr").Mean()));
    }

    [Fact]
    public void A_binary_tasks_answers_are_kept_by_class()
    {
        var reference = new BinaryAnswers([true, false, false], [0.8, 0.1, 0.3], 0.5, 9).Reference();
        Assert.Equal((3, 1, 2, 9), (reference.Count, reference.Positives.Total, reference.Negatives.Total, reference.NegativeWeight));
        Assert.Equal(0.04, reference.Term("brier+").Mean(), 12);
        Assert.Equal(0.05, reference.Term("brier-").Mean(), 12);
        Assert.Equal(-Math.Log(0.8), reference.Term("logLoss+").Mean(), 12);
    }

    [Fact]
    public void Errors_grow_with_the_width_in_groups_of_a_hundred_at_least()
    {
        var random = new Random(1);
        Estimate[] estimates = [.. Enumerable.Range(0, 5050).Select(_ => random.NextDouble() * 10).Select(width => new Estimate(50, 50 - width, 50 + width))];
        double[] labels = [.. estimates.Select(estimate => 50 + ((estimate.P90 - 50) * (random.NextDouble() - 0.5)))];

        var errors = WidthErrors.Of(labels, estimates);

        Assert.Equal(5050, errors.Sum(group => group.Count));
        Assert.All(errors, group => Assert.True(group.Count >= WidthErrors.FewestAnswers));
        Assert.True(errors.Count > 10);
        Assert.Equal(errors.OrderBy(group => group.Upper), errors);
        Assert.Equal(errors.OrderBy(group => group.MeanAbsoluteError), errors);
        Assert.Equal(labels.Zip(estimates, (label, estimate) => Math.Abs(label - estimate.Value)).Average(), errors.Sum(group => group.Count * group.MeanAbsoluteError) / 5050, 9);
        // A width of 2w has |error| of w/4 on average.
        Assert.InRange(errors[^1].MeanAbsoluteError / errors[^1].Upper, 0.1, 0.15);
    }

    [Fact]
    public void Few_answers_are_one_group() => Assert.Equal(new WidthError(2, 2, 1.5, 2.5), Assert.Single(WidthErrors.Of([1, 3], [new(2, 1, 2), new(1, 0, 2)])));
}
