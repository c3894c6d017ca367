using System.Net;
using System.Net.Security;
using System.Text;
using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>
/// Posts JSON to receivers and reads from the answer's status what became of it. Nothing else of an answer is read or repeated,
/// and redirects are not followed: a receiver that has moved is a mistake in the team's document. Proxies of the environment are
/// not used, because they would resolve the host's name anew.
/// </summary>
internal sealed class HttpPost : IDisposable
{
    private readonly HttpClient client;

    public HttpPost(ReceiverNetwork network, bool allowPrivate)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = new ReceiverConnections(network, allowPrivate).OpenAsync,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = network.Trust },
        };
        client = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "MlFunctions" } },
        };
    }

    /// <param name="to">The receiver's address, of which nothing but the host is ever shown.</param>
    /// <param name="body">JSON.</param>
    /// <param name="headers">Beside the usual ones.</param>
    /// <param name="now">Against which a date in <c>Retry-After</c> is read.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<Attempt> SendAsync(
        Uri to, string body, IEnumerable<(string Name, string Value)> headers, DateTimeOffset now, CancellationToken cancel)
    {
        var host = HostPattern.Name(to);
        using var request = new HttpRequestMessage(HttpMethod.Post, to);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var answer = $"{host} answered {(int)response.StatusCode}.";
            if (response.IsSuccessStatusCode)
                return Attempt.Done(answer);
            var retryAfter = response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - now : null;
            return IsFinal(response.StatusCode) && retryAfter is null ? Attempt.Refused(answer) : Attempt.Failed(answer, retryAfter);
        }
        catch (HttpRequestException failed)
        {
            return Attempt.Failed(Reason(host, failed));
        }
    }

    public void Dispose() => client.Dispose();

    private static bool IsFinal(HttpStatusCode status) => (int)status < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    /// <summary>In words of our own: an exception's message may repeat what the receiver sent.</summary>
    private static string Reason(string host, HttpRequestException failed) => (failed.InnerException, failed.HttpRequestError) switch
    {
        (ReservedAddressException reserved, _) => reserved.Message,
        (_, HttpRequestError.NameResolutionError) => $"The name {host} could not be resolved.",
        (_, HttpRequestError.ConnectionError) => $"No connection to {host} could be opened.",
        (_, HttpRequestError.SecureConnectionError) =>
            $"No TLS connection to {host} could be opened: it must have a certificate that is valid for this name.",
        _ => $"{host} did not answer in HTTP.",
    };
}
