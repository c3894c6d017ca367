namespace MlFunctions.Domain.Serving;

/// <summary>A share of the units: those in the first buckets, so that a larger share of the same salt has everyone who was in the smaller one.</summary>
/// <param name="salt">What the units are divided for.</param>
/// <param name="share">0 to 1; whole buckets, so a multiple of 1 / 10,000.</param>
public sealed class UnitShare(string salt, double share)
{
    private readonly int buckets = (int)Math.Round(share * UnitBucket.Count);

    /// <summary>Whether a unit is in it; one that is not known never is.</summary>
    public bool Has(string? unit) => unit is not null && UnitBucket.Of(salt, unit) < buckets;
}
