namespace MlFunctions.Learning.Trainers;

/// <summary>What a linear model depends on beside rows and seed.</summary>
/// <param name="Ratios">Features that are ratios of two numbers, at most.</param>
/// <param name="Adaptivity">How far the width of the range follows the error models, 0 to 1.</param>
/// <param name="Penalty">On the squared weights of standardised features, beside the mean squared error.</param>
public sealed record LinearSettings(int Ratios, double Adaptivity, double Penalty)
{
    public static LinearSettings Default { get; } = new(Ratios: 20, Adaptivity: 0.25, Penalty: 0.001);

    public static IReadOnlyList<LinearSettings> Alternatives { get; } = [Default with { Penalty = 0.0001 }, Default with { Penalty = 0.01 }, Default with { Penalty = 0.1 }];
}
