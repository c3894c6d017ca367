using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A week by ISO 8601, such as <c>2026-W48</c>: from Monday, 00:00 UTC, up to the next.</summary>
[JsonConverter(typeof(ParsableJsonConverter<ReviewWeek>))]
public sealed record ReviewWeek : IParsable<ReviewWeek>
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(7);

    private const int Characters = 8;

    private ReviewWeek(DateTime monday) => Start = new DateTimeOffset(monday, TimeSpan.Zero);

    /// <summary>Belongs to it.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Belongs to the next.</summary>
    public DateTimeOffset End => Start + Length;

    public ReviewWeek Previous => new(Start.UtcDateTime - Length);

    /// <summary>The week of a time.</summary>
    public static ReviewWeek Of(DateTimeOffset time)
    {
        var day = time.UtcDateTime.Date;
        return new(ISOWeek.ToDateTime(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day), DayOfWeek.Monday));
    }

    public static ReviewWeek Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var week) ? week : throw new FormatException($"'{s}' is not a week such as 2026-W48.");

    /// <summary>False of a week that its year does not have, such as <c>2027-W53</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ReviewWeek result)
    {
        result = s is { Length: Characters } && s[4..6] == "-W" && Number(s[..4]) is { } year and > 1900 and < 9999 && Number(s[6..]) is { } week and > 0 && week <= ISOWeek.GetWeeksInYear(year)
            ? new(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday))
            : null;
        return result is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(Start.UtcDateTime):D4}-W{ISOWeek.GetWeekOfYear(Start.UtcDateTime):D2}");

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
