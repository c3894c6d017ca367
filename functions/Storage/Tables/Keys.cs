using System.Globalization;

namespace MlFunctions.Storage.Tables;

/// <summary>Row keys that sort as their numbers do.</summary>
internal static class Keys
{
    public static string Of(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    public static int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture);
}
