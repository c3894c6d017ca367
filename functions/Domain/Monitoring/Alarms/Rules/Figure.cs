using System.Globalization;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>How a figure stands in a sentence: to the fourth decimal, or where that would be nothing, or longer than anyone reads, to five digits.</summary>
internal static class Figure
{
    private const double Least = 0.01;
    private const double Most = 1e9;

    public static string Words(double figure) => figure.ToString(figure == 0 || Math.Abs(figure) is >= Least and < Most ? "0.####" : "G5", CultureInfo.InvariantCulture);
}
