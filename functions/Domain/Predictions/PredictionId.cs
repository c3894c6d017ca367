using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Predictions;

/// <summary>A prediction's id is the address of its row in the log, so a look-up is one range read and needs no index.</summary>
/// <param name="Segment">The log blob that holds the row.</param>
/// <param name="Offset">Where the row begins, in bytes.</param>
/// <param name="Length">Its bytes, with the line feed.</param>
[JsonConverter(typeof(ParsableJsonConverter<PredictionId>))]
public sealed record PredictionId(LogSegment Segment, long Offset, int Length) : IParsable<PredictionId>
{
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
