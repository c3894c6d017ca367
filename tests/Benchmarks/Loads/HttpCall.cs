using System.Globalization;
using System.Text;

namespace MlFunctions.Benchmarks.Loads;

/// <summary>Requests as they go over the wire, made before the clock runs.</summary>
internal static class HttpCall
{
    public static byte[] Post(Uri url, string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
}
