using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace MlFunctions.Domain.Kernel;

/// <summary>A prediction's id is the address of its row in the log, so a look-up is one range read and needs no index.</summary>
/// <param name="Segment">The log blob that holds the row.</param>
/// <param name="Offset">Where the row begins, in bytes.</param>
/// <param name="Length">Its bytes, with the line feed.</param>
[JsonConverter(typeof(ParsableJsonConverter<PredictionId>))]
public sealed record PredictionId(LogSegment Segment, long Offset, int Length) : IParsable<PredictionId>
{
    /// <summary>The most characters of an id: task, hour, instance and segment, offset, length.</summary>
    public const int MaxLength = 128;

    /// <summary>Writes an id as UTF-8 without making it first; returns its length.</summary>
    /// <param name="segment">The segment's text.</param>
    /// <param name="offset">Where the row begins, in bytes.</param>
    /// <param name="length">Its bytes, with the line feed.</param>
    /// <param name="into">At least <see cref="MaxLength"/> long.</param>
    public static int Write(string segment, long offset, int length, Span<byte> into) =>
        Utf8.TryWrite(into, CultureInfo.InvariantCulture, $"{segment}.{offset:x}.{length:x}", out var written) ? written : throw new ArgumentException("There is no room for an id.", nameof(into));

    public static PredictionId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a prediction id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PredictionId result)
    {
        result = null;
        if (s?.Split('.') is not [var task, var hour, var writer, var offset, var length]
            || !LogSegment.TryParse(task, hour, writer, out var segment)
            || !long.TryParse(offset, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at) || at < 0
            || !int.TryParse(length, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bytes) || bytes < 1)
            return false;
        result = new PredictionId(segment, at, bytes);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}.{Offset:x}.{Length:x}");
}
