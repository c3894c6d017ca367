using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using NodaTime;

namespace MlFunctions.Domain.Tests.Incidents.OnCall;

/// <summary>Rotas for the tests beside.</summary>
internal static class Rotas
{
    public static readonly Gen<string> Zones = Gen.Int[0, DateTimeZoneProviders.Tzdb.Ids.Count - 1].Select(zone => DateTimeZoneProviders.Tzdb.Ids[zone]);

    public static readonly Gen<TimeOnly> Times = Gen.OneOf(Gen.Int[0, 23].Select(hour => new TimeOnly(hour, 0)), Gen.Int[0, (24 * 60) - 1].Select(minute => new TimeOnly(minute / 60, minute % 60)));

    public static readonly Gen<Layer> Layers =
        from zone in Zones
        from people in Gen.Int[1, 4]
        from start in Gen.Int[0, 10_000]
        from at in Times
        from days in Gen.Int[1, 15]
        select new Layer(Level.Engineer, [.. "abcd".Take(people).Select(name => name.ToString())], new DateOnly(2000, 1, 1).AddDays(start), at, days, zone);

    public static Rota Of(Layer layer, params ReadOnlySpan<Override> overrides) =>
        new(new("search", [], [.. layer.People.Select(name => new Person(name, []))], [layer], [], ImmutableSortedDictionary<Severity, EscalationPolicy>.Empty), [.. overrides]);

    public static Layer Weekly(string zone, string start, string at = "09:00") =>
        new(Level.Operations, ["ada", "ben"], DateOnly.Parse(start, CultureInfo.InvariantCulture), TimeOnly.Parse(at, CultureInfo.InvariantCulture), 7, zone);

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static LocalDateTime Local(string zone, DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;

    /// <summary>Whether a clock is set at a moment.</summary>
    public static bool IsSet(string zone, DateTimeOffset at) => DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromDateTimeOffset(at)) is { HasStart: true } interval && interval.Start == Instant.FromDateTimeOffset(at);
}
