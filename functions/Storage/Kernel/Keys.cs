using System.Globalization;

namespace MlFunctions.Storage.Kernel;

/// <summary>Row keys that sort as their numbers do.</summary>
internal static class Keys
{
    public static string Of(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    public static int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture);

    /// <summary>Sorts the newest first.</summary>
    public static string Newest(DateTimeOffset time) => (DateTimeOffset.MaxValue.Ticks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Sorts the oldest first.</summary>
    public static string Oldest(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Of what <see cref="Oldest"/> made.</summary>
    public static DateTimeOffset Time(string oldest) => new(long.Parse(oldest, CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>After every key that begins with this.</summary>
    public static string End(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}
