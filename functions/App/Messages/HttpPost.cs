using System.Net;
using System.Text;
using MlFunctions.Domain.Messages;

namespace MlFunctions.App.Messages;

/// <summary>Posts JSON to receivers and reads from the answer's status what became of it. Redirects are not followed: a receiver that has moved is a mistake in the team's document.</summary>
internal sealed class HttpPost(MessageSettings settings) : IDisposable
{
    private const int LongestExcerpt = 200;
    private const int LongestAnswer = 4096;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "MlFunctions" } },
    };

    /// <param name="to">The receiver's address; of which nothing but the host is ever told.</param>
    /// <param name="body">JSON.</param>
    /// <param name="headers">Beside the usual ones.</param>
    /// <param name="now">For what the receiver says of when to come again.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<Attempt> SendAsync(string to, string body, IEnumerable<(string Name, string Value)> headers, DateTimeOffset now, CancellationToken cancel)
    {
        if (!Uri.TryCreate(to, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return Attempt.Refused("The receiver's address does not begin with https:// or http://.");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.IsSuccessStatusCode)
            return Attempt.Done($"{address.Host} answered {(int)response.StatusCode}.");
        var excerpt = Excerpt(await AnswerAsync(response, cancel), address);
        var reason = $"{address.Host} answered {(int)response.StatusCode}{(excerpt.Length > 0 ? $": {excerpt}" : ".")}";
        var retryAfter = response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - now : null;
        return IsFinal(response.StatusCode) && retryAfter is null ? Attempt.Refused(reason) : Attempt.Failed(reason, retryAfter);
    }

    public void Dispose() => client.Dispose();

    private static bool IsFinal(HttpStatusCode status) => (int)status < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    /// <summary>Some receivers repeat what they were asked, so it is cut only after what nobody is to read was taken out.</summary>
    private string Excerpt(string answer, Uri address)
    {
        var told = settings.Hide(answer);
        return Wording.Line((address.Query.Length > 1 ? told.Replace(address.Query[1..], "…", StringComparison.OrdinalIgnoreCase) : told).Trim(), LongestExcerpt);
    }

    private static async Task<string> AnswerAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var bytes = new byte[LongestAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        return Encoding.UTF8.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel));
    }
}
