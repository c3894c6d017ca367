using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>A list's page: how many, and after which.</summary>
/// <param name="After">The <c>next</c> of the page before; null for the first.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record PageQuery(string? After, int Limit)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public int AfterNumber => After is null ? 0 : int.Parse(After, CultureInfo.InvariantCulture);

    /// <summary>Of a list that is paged by number.</summary>
    public static Result<PageQuery> ByNumber(HttpRequest request) =>
        Of(request) is { IsDone: true, Value.After: { } after } && (!int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new Invalid($"after={after} is not a number; give the value of next of the page before.")
            : Of(request);

    public static Result<PageQuery> Of(HttpRequest request)
    {
        var limit = request.Query["limit"].ToString();
        if (limit.Length == 0)
            return new PageQuery(After(request), DefaultLimit);
        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit
            ? new PageQuery(After(request), number)
            : new Invalid($"limit={limit} is not a number from 1 to {MaxLimit}.");

        static string? After(HttpRequest request) => request.Query["after"].ToString() is { Length: > 0 } after ? after : null;
    }
}
