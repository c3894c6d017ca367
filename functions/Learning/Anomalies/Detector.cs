using System.Text.Json.Serialization;

namespace MlFunctions.Learning.Anomalies;

/// <summary>Says how unlike the usual rows a row is, from usual rows alone: it can see a fraud of a kind that no label has named yet.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RandomisedPca), "randomised-pca")]
[JsonDerivedType(typeof(IsolationForest), "isolation-forest")]
[JsonDerivedType(typeof(Autoencoder), "autoencoder")]
public abstract record Detector
{
    /// <summary>The higher, the stranger; always finite. A logarithm, in which a logistic curve can read it.</summary>
    /// <param name="features">As many as it was fitted with; NaN is missing.</param>
    public abstract double Score(ReadOnlySpan<float> features);

    /// <summary>Refuses a detector that does not fit <paramref name="features"/> features.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public abstract void Check(int features);

    /// <summary>The sentence of a refused artifact.</summary>
    private protected static InvalidDataException Unfit() => new("The model artifact's anomaly detector does not fit its features.");
}
