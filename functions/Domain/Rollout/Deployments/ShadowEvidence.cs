using MlFunctions.Domain.Metrics;

namespace MlFunctions.Domain.Rollout.Deployments;

/// <summary>What a model did beside live traffic, next to what production answered.</summary>
/// <param name="Model">The shadow.</param>
/// <param name="Production">Who answered.</param>
/// <param name="From">The first answer that was looked at.</param>
/// <param name="To">The last one.</param>
/// <param name="Rows">Answers that both gave.</param>
/// <param name="Failures">Inputs that production answered and the shadow could not.</param>
/// <param name="Disagreement">The share of answers that differ by more than production's own error explains: beyond its range, another decision, another first product.</param>
/// <param name="MeanShift">The mean answer less production's, over the standard deviation of production's answers.</param>
/// <param name="P99Milliseconds">Of scoring one input.</param>
/// <param name="Difference">Where outcomes are known: the mean loss of the shadow less production's on the same rows, with its paired 95 % interval.</param>
public sealed record ShadowEvidence(
    int Model, int Production, DateTimeOffset From, DateTimeOffset To, long Rows, long Failures, double Disagreement, double MeanShift, double P99Milliseconds, MetricEstimate? Difference);
