using System.Globalization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>A time's bins: the hours of the day in UTC, because later days differ anyhow.</summary>
internal sealed class HourBins : ColumnBins
{
    private const double SecondsADay = 86_400;

    public override int Count => 24;

    public override int Of(Row row, int place)
    {
        var days = row.Numbers[place] / SecondsADay;
        return double.IsNaN(days) ? Missing : Math.Min(Count - 1, (int)((days - Math.Floor(days)) * Count));
    }

    private protected override string Inside(int bin) => string.Create(CultureInfo.InvariantCulture, $"{bin:00}:00");
}
