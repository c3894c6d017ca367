using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>How often each bin was met. Counts may be negative while a correction has not met what it corrects; merging adds.</summary>
[JsonConverter(typeof(HistogramJsonConverter))]
public sealed class Histogram : IEquatable<Histogram>
{
    private long[] counts = [];
    private int first;

    /// <summary>How often any bin was met.</summary>
    public long Total { get; private set; }

    /// <summary>The bins that were met, ascending.</summary>
    public IEnumerable<(int Bin, long Count)> Bins => counts.Index().Where(bin => bin.Item != 0).Select(bin => (first + bin.Index, bin.Item));

    public bool IsEmpty => counts.All(count => count == 0);

    public long this[int bin] => bin >= first && bin < first + counts.Length ? counts[bin - first] : 0;

    public void Add(int bin, long count = 1)
    {
        if (bin < first || bin >= first + counts.Length)
            Reach(bin);
        counts[bin - first] += count;
        Total += count;
    }

    public void Merge(Histogram other)
    {
        foreach (var (bin, count) in other.Bins)
            Add(bin, count);
    }

    public bool Equals(Histogram? other) => other is not null && Bins.SequenceEqual(other.Bins);

    public override bool Equals(object? obj) => Equals(obj as Histogram);

    public override int GetHashCode() => Total.GetHashCode();

    private void Reach(int bin)
    {
        const int Room = 8;
        var (from, to) = counts.Length == 0 ? (bin, bin + 1) : (Math.Min(first, bin), Math.Max(first + counts.Length, bin + 1));
        var wider = new long[to - from + Room];
        // Room is left on the side on which it grew.
        var start = bin < first && counts.Length > 0 ? from - Room : from;
        counts.CopyTo(wider, counts.Length == 0 ? 0 : first - start);
        (first, counts) = (start, wider);
    }
}

/// <summary>As an array of pairs in one line: bin, count, bin, count …</summary>
internal sealed class HistogramJsonConverter : JsonConverter<Histogram>
{
    public override Histogram Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var histogram = new Histogram();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var bin = reader.GetInt32();
            reader.Read();
            histogram.Add(bin, reader.GetInt64());
        }

        return histogram;
    }

    public override void Write(Utf8JsonWriter writer, Histogram value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (bin, count) in value.Bins)
        {
            writer.WriteNumberValue(bin);
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
    }
}
