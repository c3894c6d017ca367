using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>The hash of a request's content that its header Content-Digest states.</summary>
/// <param name="Hex">The SHA-256 in lower-case hex; null where there is no such header.</param>
/// <remarks>RFC 9530, section 2: a dictionary of byte sequences between colons, such as <c>sha-256=:base64:</c>.</remarks>
internal sealed record ContentDigest(string? Hex)
{
    private const string Name = "Content-Digest";
    private const string Algorithm = "sha-256";
    private const int HashBytes = 32;

    public static Result<ContentDigest> Sha256(HttpRequest request)
    {
        if (request.Headers[Name] is not { Count: > 0 } header)
            return new ContentDigest(Hex: null);
        foreach (var member in header.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (member.Split('=', 2) is [Algorithm, var value])
                return Decode(value.Split(';')[0].Trim()) is { } hex ? new ContentDigest(hex) : Malformed(header.ToString());
        }

        return Malformed(header.ToString());
    }

    private static string? Decode(string value)
    {
        var hash = new byte[HashBytes + 1];
        return value is [':', .. var base64, ':'] && Convert.TryFromBase64String(base64, hash, out var length) && length == HashBytes
            ? Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))
            : null;
    }

    private static Invalid Malformed(string header) => new(
        $"{Name} takes the SHA-256 of the body as {Algorithm}=:base64: (RFC 9530), and is '{header}'. The header can be left out.", [new(Name, $"{Algorithm}=:base64: with {HashBytes} bytes")]);
}
