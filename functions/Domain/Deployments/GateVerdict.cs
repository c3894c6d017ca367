namespace MlFunctions.Domain.Deployments;

/// <summary>What a gate says of a model.</summary>
/// <param name="Gate">Its name.</param>
/// <param name="Passed">Whether the model may go through.</param>
/// <param name="Statistic">What was measured.</param>
/// <param name="Bound">What it was held against.</param>
/// <param name="Detail">Both in words.</param>
public sealed record GateVerdict(string Gate, bool Passed, double Statistic, double Bound, string Detail);
