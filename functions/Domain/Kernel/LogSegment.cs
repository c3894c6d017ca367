using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlFunctions.Domain.Kernel;

/// <summary>One blob of the prediction log: it belongs to one task and one hour, and only one instance ever writes it.</summary>
/// <param name="Task">Whose predictions it holds.</param>
/// <param name="Hour">The UTC hour in which its rows were written.</param>
/// <param name="Instance">The process that owns it: lower-case letters and digits.</param>
/// <param name="Number">Counts the segments of one instance, from 0.</param>
public sealed record LogSegment(TaskName Task, DateTime Hour, string Instance, int Number)
{
    private const string HourFormat = "yyyyMMddHH";

    /// <summary>Its path in the container of predictions.</summary>
    public string BlobName =>
        string.Create(CultureInfo.InvariantCulture, $"{Task}/{Hour:yyyy}/{Hour:MM}/{Hour:dd}/{Hour:HH}/{Instance}-{Number}.jsonl");

    public static bool TryParse(string task, string hour, string writer, [MaybeNullWhen(false)] out LogSegment segment)
    {
        segment = null;
        if (!TaskName.TryParse(task, null, out var name)
            || !DateTime.TryParseExact(hour, HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            || writer.Split('-') is not [var instance, var number]
            || instance.Length is 0 or > 16 || !instance.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        segment = new LogSegment(name, at, instance, count);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Task}.{Hour.ToString(HourFormat, CultureInfo.InvariantCulture)}.{Instance}-{Number}");
}
