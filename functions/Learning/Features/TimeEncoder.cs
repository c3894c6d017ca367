using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>The parts of a time that come again: hour of the day with its fraction, and weekday (Sunday is 0), both in UTC. The date itself would never come again.</summary>
/// <param name="Column">Its place in the row.</param>
/// <param name="Name">Its name.</param>
public sealed record TimeEncoder(int Column, string Name) : Encoder
{
    private const double SecondsADay = 86_400;

    // 1970-01-01 was a Thursday.
    private const int FirstWeekday = 4;

    /// <summary>After how much each feature comes again.</summary>
    public static IReadOnlyList<float?> Periods { get; } = [24, 7];

    public override IReadOnlyList<string> Features { get; } = [$"{Name} hour", $"{Name} weekday"];

    public override void Encode(Row row, Span<float> into)
    {
        var seconds = row.Numbers[Column];
        var day = Math.Floor(seconds / SecondsADay);
        into[0] = (float)((seconds - (day * SecondsADay)) / 3600);
        into[1] = (float)((((day + FirstWeekday) % 7) + 7) % 7);
    }
}
