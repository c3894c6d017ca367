namespace MlFunctions.Demo;

/// <summary>How the demo is played.</summary>
/// <param name="Rate">Orders a second.</param>
/// <param name="Seed">Of the sample orders.</param>
/// <param name="Shift">Minutes by which deliveries take longer than any before, after a minute of traffic.</param>
public sealed record DemoOptions(double Rate = 5, int Seed = 1, double Shift = 0);
