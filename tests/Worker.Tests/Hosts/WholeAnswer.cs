using System.Text.RegularExpressions;

namespace MlFunctions.Worker.Tests.Hosts;

/// <summary>Everything that a caller sees of an answer, but for what differs from call to call.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">Each header with its value, in the order of their names.</param>
/// <param name="Body">The body, with ids that are drawn anew masked.</param>
internal sealed partial record WholeAnswer(int Status, string Headers, string Body)
{
    public static async Task<WholeAnswer> OfAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var body = await response.Content.ReadAsStringAsync(cancel);
        var id = Id().Match(body) is { Success: true } drawn ? drawn.Groups[1].Value : null;
        // Ids of requests and of predictions vary in length.
        var varies = id is not null || TraceId().IsMatch(body);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date" && !(varies && header.Key == "Content-Length"))
            .OrderBy(header => header.Key, StringComparer.Ordinal);
        return new(
            (int)response.StatusCode,
            string.Join('\n', headers.Select(header => $"{header.Key}: {Masked(string.Join(", ", header.Value), id)}")),
            Masked(QueuedAt().Replace(TraceId().Replace(body, "*"), "*"), id));
    }

    /// <summary>The ids of predictions and trainings: they hold letters and digits, and are longer than any number.</summary>
    [GeneratedRegex(@"""id"":\s*""([^""]{16,})""")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<=""traceId"":"")[^""]+")]
    private static partial Regex TraceId();

    [GeneratedRegex(@"(?<=""queuedAt"":"")[^""]+")]
    private static partial Regex QueuedAt();

    private static string Masked(string text, string? id) => id is null ? text : text.Replace(id, "*", StringComparison.Ordinal);
}
