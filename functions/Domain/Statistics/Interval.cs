namespace MlFunctions.Domain.Statistics;

/// <summary>A confidence interval, both ends included.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
