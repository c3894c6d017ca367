using Microsoft.AspNetCore.Routing.Patterns;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>A route as the Functions host matches it: it takes the first function by name that fits, not the most literal one.</summary>
internal sealed class Route(string template)
{
    private readonly RoutePattern pattern = RoutePatternFactory.Parse(template);

    public IEnumerable<string> Parameters => pattern.Parameters.Select(parameter => parameter.Name);

    /// <summary>Null where the route begins with a parameter.</summary>
    public string? Beginning => pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal, ..] }, ..] ? literal.Content : null;

    /// <summary>Whether some path fits both.</summary>
    public bool Overlaps(Route other) => Overlap([.. pattern.PathSegments], [.. other.pattern.PathSegments]);

    private static bool Overlap(ReadOnlySpan<RoutePatternPathSegment> left, ReadOnlySpan<RoutePatternPathSegment> right)
    {
        if (TakesTheRest(left) || TakesTheRest(right))
            return true;
        if (left.IsEmpty || right.IsEmpty)
            return MayEnd(left) && MayEnd(right);
        return MayBeEqual(left[0], right[0]) && Overlap(left[1..], right[1..]);
    }

    private static bool TakesTheRest(ReadOnlySpan<RoutePatternPathSegment> segments) => segments is [{ Parts: [.., RoutePatternParameterPart { IsCatchAll: true }] }, ..];

    private static bool MayEnd(ReadOnlySpan<RoutePatternPathSegment> segments) => segments is [] or [{ Parts: [RoutePatternParameterPart { IsOptional: true }] }];

    /// <summary>A constraint on a parameter is no wall: the segment after it may still be meant for the other route.</summary>
    private static bool MayBeEqual(RoutePatternPathSegment left, RoutePatternPathSegment right) =>
        left.Parts is not [RoutePatternLiteralPart one] || right.Parts is not [RoutePatternLiteralPart two]
        || one.Content.Equals(two.Content, StringComparison.OrdinalIgnoreCase);
}
