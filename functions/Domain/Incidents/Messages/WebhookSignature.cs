using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Signs a body by the symmetric scheme of Standard Webhooks 1.0: HMAC-SHA256 over the id, the seconds since 1970 and the body, with points between.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>What a secret stands for: after <c>whsec_</c> base64, else its characters; null where that is no base64, or nothing at all.</summary>
    public static byte[]? Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return secret.Length > 0 ? Encoding.UTF8.GetBytes(secret) : null;
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length > 0 ? key[..length] : null;
    }

    /// <summary>As the header <c>webhook-timestamp</c> gives a time.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>As the header <c>webhook-signature</c> gives it.</summary>
    public static string Of(byte[] key, string id, DateTimeOffset at, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}.{body}")))}";
}
