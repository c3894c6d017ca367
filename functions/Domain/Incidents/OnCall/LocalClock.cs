using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>The clocks of time zones, by the tz database inside NodaTime, so that every host has the same.</summary>
internal static class LocalClock
{
    private static readonly ZoneLocalMappingResolver FirstMoment = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    public static bool Knows(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    public static DateOnly Date(string zone, DateTimeOffset at) => at.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]).Date.ToDateOnly();

    /// <summary>The first moment at which a clock shows a date and time or, where it skips them, has passed them. A later time never comes before an earlier one.</summary>
    public static DateTimeOffset When(string zone, DateOnly date, TimeOnly time) =>
        DateTimeZoneProviders.Tzdb[zone].ResolveLocal(date.ToLocalDate() + time.ToLocalTime(), FirstMoment).ToInstant().ToDateTimeOffset();
}
