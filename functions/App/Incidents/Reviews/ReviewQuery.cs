using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Which review is asked for.</summary>
internal static class ReviewQuery
{
    private static readonly ReviewFormat[] Formats = Enum.GetValues<ReviewFormat>();

    /// <summary>A week that has begun.</summary>
    public static Result<ReviewWeek> Week(string text, DateTimeOffset now)
    {
        var present = ReviewWeek.Of(now);
        if (!ReviewWeek.TryParse(text, null, out var week))
            return new Invalid($"'{text}' is no week; give one of ISO 8601 such as {present.Previous}.");
        return week.Start <= now ? week : new Invalid($"Week {week} has not begun; the running one is {present}.");
    }

    /// <summary>What <c>?format=</c> says, else the first that <c>Accept</c> names, else JSON.</summary>
    public static (ReviewFormat Format, Invalid? Refusal) Format(HttpRequest request)
    {
        if (request.Text("format") is not { } asked)
            return (Accepted(request).FirstOrDefault(ReviewFormat.Json), null);
        foreach (var format in Formats.Where(format => format.Extension() == asked))
            return (format, null);
        return (default, new Invalid($"format={asked} is none of {string.Join(", ", Formats.Select(format => format.Extension()))}."));
    }

    private static IEnumerable<ReviewFormat> Accepted(HttpRequest request) =>
        from type in request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1)
        from format in Formats
        where type.MediaType.Equals(format.MediaType(), StringComparison.OrdinalIgnoreCase)
        select format;
}
