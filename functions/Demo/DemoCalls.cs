using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MlFunctions.Demo;

/// <summary>
/// Sends the demo's calls, and sends one again that may pass later: after 429 or 503, when <c>Retry-After</c> says, and after a
/// connection that could not be opened.
/// </summary>
/// <param name="http">To the host.</param>
/// <param name="say">Takes a line for each call that is sent again.</param>
/// <param name="time">Paces the calls that are sent again.</param>
internal sealed class DemoCalls(HttpClient http, Action<string> say, TimeProvider time)
{
    /// <summary>The wait where the host names none.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A call waits so long in all; then the demo ends.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The answer's JSON.</summary>
    /// <exception cref="HttpRequestException">The host refused the call, or could not take it within the limit.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancel)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            var attempt = await TryAsync(method, path, body, cancel);
            if (attempt.Answer is { } answer)
                return answer;
            if (attempt.RetryAfter is not { } pause)
                throw new HttpRequestException(attempt.Problem);
            if (waited + pause > Limit)
                throw new HttpRequestException($"{attempt.Problem} {GivenUp(waited, pause)}");
            say(string.Create(CultureInfo.InvariantCulture, $"{attempt.Problem} The call is sent again in {pause.TotalSeconds:0} s."));
            await Task.Delay(pause, time, cancel);
            waited += pause;
        }
    }

    private static string GivenUp(TimeSpan waited, TimeSpan pause) => string.Create(
        CultureInfo.InvariantCulture,
        $"The demo waits at most {Limit.TotalSeconds:0} s for a call. It has waited {waited.TotalSeconds:0} s, and the next pause is {pause.TotalSeconds:0} s.");

    private async Task<Attempt> TryAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancel)
    {
        try
        {
            // The request is not disposed, because its content is sent again.
            using var response = await http.SendAsync(new HttpRequestMessage(method, path) { Content = body }, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            if (response.IsSuccessStatusCode)
                return new(JsonSerializer.Deserialize<JsonElement>(text), string.Empty, null);
            var mayPass = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : null;
            var problem = $"{(int)response.StatusCode}: {Detail(text) ?? response.ReasonPhrase}";
            return new(null, problem, mayPass ? asked > Pause ? asked : Pause : null);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return new(null, $"{failed.Message}.", Pause);
        }
    }

    /// <summary>The sentence of problem+json; null of any other text.</summary>
    private static string? Detail(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web)?.Detail;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Problem(string? Detail);

    /// <summary>One try to send a call.</summary>
    /// <param name="Answer">Null where it failed.</param>
    /// <param name="Problem">Why it failed.</param>
    /// <param name="RetryAfter">When it may be sent again; null for never.</param>
    private sealed record Attempt(JsonElement? Answer, string Problem, TimeSpan? RetryAfter);
}
