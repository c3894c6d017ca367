using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>A sum of doubles without rounding: the same whatever the order and grouping of what was added, and rounded once, when it is read.</summary>
/// <remarks>Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates, Discrete and Computational Geometry 18 (1997): a sum is kept as numbers that do not overlap.</remarks>
[JsonConverter(typeof(ExactSumJsonConverter))]
public sealed class ExactSum : IEquatable<ExactSum>
{
    // Far below where the sum of all terms that a span could have would overflow.
    private const double Largest = 1e290;

    private double[] parts = new double[2];
    private int count;

    /// <summary>The sum, correctly rounded.</summary>
    public double Value
    {
        get
        {
            if (count == 0)
                return 0;
            var place = count - 1;
            var (high, low) = (parts[place], 0.0);
            while (place > 0 && low == 0)
                (high, low) = Split(high, parts[--place]);
            // What is left decides where the rounded part lies exactly in the middle.
            if (place > 0 && low != 0 && Math.Sign(low) == Math.Sign(parts[place - 1]) && Split(high, 2 * low) is { Low: 0 } up)
                return up.High;
            return high;
        }
    }

    /// <summary>Adds a term; one beyond ±10²⁹⁰ counts as that.</summary>
    /// <exception cref="ArgumentException">It is not a number.</exception>
    public void Add(double term)
    {
        if (double.IsNaN(term))
            throw new ArgumentException("The term is not a number.", nameof(term));
        AddPart(Math.Clamp(term, -Largest, Largest));
    }

    public void Add(ExactSum other)
    {
        for (var place = 0; place < other.count; place++)
            AddPart(other.parts[place]);
    }

    /// <summary>The numbers that make up the sum, largest first, each the rounding of what those before it leave: equal sums have equal parts.</summary>
    public IReadOnlyList<double> Parts()
    {
        var (rest, all) = (new ExactSum(), new List<double>());
        rest.Add(this);
        for (double part; (part = rest.Value) != 0; rest.AddPart(-part))
            all.Add(part);
        return all;
    }

    public bool Equals(ExactSum? other) => other is not null && Parts().SequenceEqual(other.Parts());

    public override bool Equals(object? obj) => Equals(obj as ExactSum);

    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Adds a term, or what many have come to, which may be larger than any one of them.</summary>
    internal void AddPart(double term)
    {
        var kept = 0;
        for (var place = 0; place < count; place++)
        {
            var (high, low) = Math.Abs(term) < Math.Abs(parts[place]) ? Split(parts[place], term) : Split(term, parts[place]);
            if (low != 0)
                parts[kept++] = low;
            term = high;
        }

        if (kept == parts.Length)
            Array.Resize(ref parts, 2 * kept);
        parts[kept] = term;
        count = kept + 1;
    }

    /// <summary>The rounded sum of two numbers, the first not the smaller, and what rounding left.</summary>
    private static (double High, double Low) Split(double large, double small)
    {
        var high = large + small;
        return (high, small - (high - large));
    }
}

/// <summary>As the array of its parts: usually one number.</summary>
internal sealed class ExactSumJsonConverter : JsonConverter<ExactSum>
{
    public override ExactSum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sum = new ExactSum();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            sum.AddPart(reader.GetDouble());
        return sum;
    }

    public override void Write(Utf8JsonWriter writer, ExactSum value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var part in value.Parts())
            writer.WriteRawValue(Text(part));
        writer.WriteEndArray();
    }

    /// <summary>The shortest digits do not always come back: those of 2⁻⁹⁵⁸ are read as its neighbour. Seventeen always do.</summary>
    private static string Text(double part)
    {
        var shortest = part.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(shortest, CultureInfo.InvariantCulture) == part ? shortest : part.ToString("G17", CultureInfo.InvariantCulture);
    }
}
