using System.Globalization;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Monitoring;

/// <summary>The row keys of the table of metrics, whose partitions are tasks: spans in the order of their time, and with a tilde before them what is no span.</summary>
internal static class SpanKeys
{
    /// <summary>The row that remembers what has been merged; in order it stands before all that waits.</summary>
    public const string Marks = "~marks";

    /// <summary>What the keys of waiting rows begin with.</summary>
    public const string Waiting = "~p.";

    /// <summary>After every key that begins as another does.</summary>
    public const char Last = '~';

    private const string Fresh = "fresh";
    private const string Late = "late";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The key of a span's row: <c>minute.20261124T193800Z.0000000003.</c> for a minute of model 3.</summary>
    public static string Of(SpanRow row) => string.Create(CultureInfo.InvariantCulture, $"{Of(row.Axis, row.Span.Length, row.Span.Start)}{row.Series.Model:D10}.{row.Series.Arm}");

    /// <summary>What the keys of spans that start at a time begin with.</summary>
    public static string Of(Axis axis, Cadence length, DateTimeOffset start) =>
        $"{(axis == Axis.Arrival ? "told." : "")}{length.ToString().ToLowerInvariant()}.{start.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}.";

    /// <summary>The key of a waiting row.</summary>
    public static string Of(PartialId id) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(id.IsLate)}{id.Instance}.{id.Number:D10}");

    /// <summary>What the keys of waiting rows of a kind begin with.</summary>
    public static string Prefix(bool isLate) => $"{Waiting}{(isLate ? Late : Fresh)}.";

    /// <summary>Reads the key of a waiting row.</summary>
    public static PartialId Read(string key) =>
        key.Split('.') is [_, var kind, var instance, var number] ? new(instance, long.Parse(number, CultureInfo.InvariantCulture), kind == Late) : throw new FormatException($"'{key}' is no partial's key.");
}

/// <summary>Which of an instance's partials it is.</summary>
/// <param name="Instance">Who tells it.</param>
/// <param name="Number">Counts its partials of this kind from 1.</param>
/// <param name="IsLate">Whether it tells of spans that are some time past, which are merged less often.</param>
public readonly record struct PartialId(string Instance, long Number, bool IsLate)
{
    /// <summary>What its number counts among.</summary>
    internal string Writer => IsLate ? Instance + ".late" : Instance;
}
