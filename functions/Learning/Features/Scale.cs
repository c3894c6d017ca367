using System.Text.Json.Serialization;

namespace MlFunctions.Learning.Features;

/// <summary>Turns one feature into finite numbers of the order of 1, which is what a network learns from. Fitted from training rows, then data.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(QuantileScale), "quantile")]
[JsonDerivedType(typeof(CycleScale), "cycle")]
public abstract record Scale
{
    /// <summary>How many numbers.</summary>
    [JsonIgnore]
    public abstract int Width { get; }

    /// <summary>Writes the numbers of a feature.</summary>
    /// <param name="feature">NaN is a missing value.</param>
    /// <param name="into">As long as <see cref="Width"/>.</param>
    public abstract void Apply(float feature, Span<float> into);
}
