using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Kernel;

/// <summary>The name of a ticket, fit for a URL and a table key: up to 200 letters, digits, hyphens, dots, underscores and at signs.</summary>
[JsonConverter(typeof(ParsableJsonConverter<TicketId>))]
public sealed record TicketId : IParsable<TicketId>
{
    private const int Longest = 200;

    private readonly string value;

    private TicketId(string value) => this.value = value;

    /// <summary>The ticket of an alarm's change: whoever works it out, however often, gets the same.</summary>
    public static TicketId Of(TaskName task, string rule, int change) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{task}.{string.Concat(rule.Take(Longest / 2).Select(c => IsAllowed(c) ? c : '_'))}.{change}"));

    /// <summary>Of a ticket that no alarm opened.</summary>
    /// <param name="at">When it is opened.</param>
    /// <param name="random">So that it is no other's.</param>
    public static TicketId New(DateTimeOffset at, Random random) => new(string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd-HHmmss}-{random.GetHexString(8, lowercase: true)}"));

    public static TicketId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a ticket's id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TicketId result)
    {
        result = s is { Length: > 0 and <= Longest } && s.All(IsAllowed) ? new TicketId(s) : null;
        return result is not null;
    }

    public override string ToString() => value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '@';
}
