using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Kernel;

/// <summary>The name of an ML task: 3 to 40 lower-case letters, digits and hyphens, beginning with a letter, fit for a URL, a blob path and a partition key.</summary>
[JsonConverter(typeof(ParsableJsonConverter<TaskName>))]
public sealed record TaskName : IParsable<TaskName>
{
    private readonly string value;

    private TaskName(string value) => this.value = value;

    public static TaskName Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var name) ? name : throw new FormatException($"'{s}' is not a task name.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TaskName result)
    {
        result = IsName(s) ? new TaskName(s) : null;
        return result is not null;
    }

    public override string ToString() => value;

    private static bool IsName([NotNullWhen(true)] string? s) =>
        s is { Length: >= 3 and <= 40 } && char.IsAsciiLetterLower(s[0]) && s[^1] != '-'
        && s.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
