using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>Turns a column, or two, into features: fitted from training rows, then data. The same object encodes in training and in serving.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NumberEncoder), "number")]
[JsonDerivedType(typeof(RatioEncoder), "ratio")]
[JsonDerivedType(typeof(TimeEncoder), "time")]
[JsonDerivedType(typeof(CategoryEncoder), "category")]
[JsonDerivedType(typeof(FrequencyEncoder), "frequency")]
[JsonDerivedType(typeof(TargetEncoder), "target")]
[JsonDerivedType(typeof(TextEncoder), "text")]
public abstract record Encoder
{
    /// <summary>A name for each feature, for people: importances and skew tests.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Features { get; }

    /// <summary>Writes the features of <paramref name="row"/>; NaN is a missing value.</summary>
    /// <param name="row">One place per column of the task.</param>
    /// <param name="into">As long as <see cref="Features"/>.</param>
    public abstract void Encode(Row row, Span<float> into);
}
