using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Ranges;

/// <summary>On which scale a model learns the label.</summary>
public enum LabelScale
{
    /// <summary>As it is.</summary>
    Identity,

    /// <summary>Its logarithm: errors of positive labels, such as durations and prices, grow with the label, and are skewed to the right.</summary>
    Log,
}

/// <summary>To the scale and back.</summary>
public static class LabelScales
{
    /// <summary>The logarithm where every label is positive.</summary>
    public static LabelScale For(IEnumerable<Example> examples) =>
        examples.All(example => example.Label > 0) ? LabelScale.Log : LabelScale.Identity;

    public static double Apply(this LabelScale scale, double label) => scale == LabelScale.Log ? Math.Log(label) : label;

    /// <summary>The inverse, which keeps order, so that a quantile stays a quantile.</summary>
    public static double Invert(this LabelScale scale, double scaled) => scale == LabelScale.Log ? Math.Exp(scaled) : scaled;
}
