using MlFunctions.Domain;

namespace MlFunctions.App.Messages;

/// <summary>What messages need to know of the settings.</summary>
/// <param name="publicUrl">The address of the API, for links; empty where it is not known.</param>
/// <param name="smtpServer">Through which mail is sent; empty where it cannot be.</param>
/// <param name="smtpFrom">From whom mail comes.</param>
/// <param name="secrets">By name.</param>
public sealed class MessageSettings(string publicUrl, string smtpServer, string smtpFrom, IReadOnlyDictionary<string, string> secrets)
{
    private const string FromSecret = "secret:";
    private const string Hidden = "…";

    public string PublicUrl => publicUrl;

    public string SmtpServer => smtpServer;

    public string SmtpFrom => smtpFrom;

    public Result<string> Secret(string name) => secrets.GetValueOrDefault(name) is { Length: > 0 } secret
        ? secret
        : new Missing($"The setting Secrets__{name} is missing.");

    /// <summary>Where a receiver is, which may be a secret itself.</summary>
    public Result<string> Address(string to) => to.StartsWith(FromSecret, StringComparison.Ordinal) ? Secret(to[FromSecret.Length..]) : to;

    /// <summary>A text of somebody else's, which may repeat what it was told, without the secrets.</summary>
    public string Hide(string text) => secrets.Values.Where(secret => secret.Length > 0).Aggregate(text, (hidden, secret) => hidden.Replace(secret, Hidden, StringComparison.Ordinal));
}
