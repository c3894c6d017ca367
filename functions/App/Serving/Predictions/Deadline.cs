using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>How long a caller waits: <c>x-deadline-ms</c>, milliseconds from the call's arrival, or a time as milliseconds since 1970.</summary>
/// <param name="Text">As it was sent.</param>
/// <param name="End">When the answer is of no use any more.</param>
internal sealed record Deadline(string Text, DateTimeOffset End)
{
    private const string Header = "x-deadline-ms";

    /// <summary>From here on a number is a time: as a duration it would be 31 years.</summary>
    private const long FirstTime = 1_000_000_000_000;

    private const long LastTime = 100_000_000_000_000;

    private static readonly Invalid Unreadable = new($"The header {Header} takes a whole number: the milliseconds that the caller waits, such as 50, or the time of the deadline in milliseconds since 1970.");

    /// <summary>The deadline of a call; null when it has none.</summary>
    /// <param name="request">The call.</param>
    /// <param name="at">When it came.</param>
    /// <param name="deadline">Null where there is none.</param>
    /// <returns>Why the header cannot be used; null when it can.</returns>
    public static Invalid? Read(HttpRequest request, DateTimeOffset at, out Deadline? deadline)
    {
        deadline = null;
        if (!request.Headers.TryGetValue(Header, out var sent))
            return null;
        var text = sent.ToString();
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > LastTime)
            return Unreadable;
        deadline = new(text, number >= FirstTime ? DateTimeOffset.FromUnixTimeMilliseconds(number) : at.AddMilliseconds(number));
        return null;
    }

    public Expired Passed => new($"The deadline ({Header}: {Text}) was over before the prediction was begun. Nothing was predicted or logged; send the call again with more time.");
}
