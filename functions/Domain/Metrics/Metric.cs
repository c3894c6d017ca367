namespace MlFunctions.Domain.Metrics;

/// <summary>A figure of how good a model is; each kind of task has a list of them.</summary>
/// <param name="Name">Its name in model cards and metric rows.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Unit">"label" for the label's own unit, else the unit's name.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Ideal">The value of a perfect model.</param>
public abstract record Metric(string Name, string Description, string Unit, Better Better, double Ideal)
{
    /// <summary>Whether candidates can be ranked by it.</summary>
    public bool Decides { get; init; }

    /// <summary>Orders values, the best first.</summary>
    public double Rank(double value) => Better switch
    {
        Better.Lower => value,
        Better.Higher => -value,
        _ => Math.Abs(value - Ideal),
    };
}
