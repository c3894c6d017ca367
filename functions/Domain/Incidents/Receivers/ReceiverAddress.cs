using System.Net;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Receivers;

/// <summary>
/// Reads the addresses that teams give receivers, and refuses those that no receiver may have. A host's name may still resolve to a
/// reserved address: that is checked when it is connected to.
/// </summary>
public static class ReceiverAddress
{
    /// <summary>Before the name of a secret whose value is the address.</summary>
    public const string OfSecret = "secret:";

    /// <summary>Allows http and hosts that are not on the public internet.</summary>
    public const string AllowPrivate = "Receivers__allowPrivate";

    private const int MostOfMail = 254;
    private const string Localhost = "localhost";

    /// <summary>The name of the secret that is the address; null for an address that is written out.</summary>
    public static string? Secret(string to) => to.StartsWith(OfSecret, StringComparison.Ordinal) ? to[OfSecret.Length..] : null;

    /// <summary>A web address. Nothing of the text but its host is repeated by a refusal.</summary>
    /// <param name="text">An https URL.</param>
    /// <param name="allowPrivate">Whether http and reserved addresses are allowed as well.</param>
    public static Result<Uri> Read(string text, bool allowPrivate)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || HostPattern.Name(url).Length == 0)
            return new Invalid("It takes an https URL.");
        if (url.UserInfo.Length > 0)
            return new Invalid("The URL has a user before its host, which is not sent: leave out what stands before @.");
        if (allowPrivate)
            return url;
        if (url.Scheme != Uri.UriSchemeHttps)
            return new Invalid($"It takes an https URL; http is allowed where the setting {AllowPrivate} is true.");
        return ReservedKind(HostPattern.Name(url)) is { } kind ? new Invalid(Refusal(HostPattern.Name(url), kind)) : url;
    }

    /// <summary>What is said of a host that has a reserved address.</summary>
    public static string Refusal(string host, string kind) =>
        $"{host} is {kind}; receivers are reached on the public internet alone, unless the setting {AllowPrivate} is true.";

    /// <summary>Whether it is one mail address and nothing else; what its host thinks of it, the host says.</summary>
    public static bool IsMail(string text) => text.Length <= MostOfMail && text.Split('@') is [{ Length: > 0 } local, { Length: > 0 } host]
        && local.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && !"<>()[],;:\\\"".Contains(c, StringComparison.Ordinal))
        && host.All(c => char.IsLetterOrDigit(c) || c is '-' or '.') && char.IsLetterOrDigit(host[0]) && char.IsLetterOrDigit(host[^1]);

    private static string? ReservedKind(string host) => IPAddress.TryParse(host, out var address)
        ? ReservedAddresses.Kind(address)
        : host == Localhost || host.EndsWith($".{Localhost}", StringComparison.Ordinal) ? "this machine" : null; // RFC 6761
}
