using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>What messages need to know of the settings.</summary>
/// <param name="publicUrl">The address of the API, for links; empty where it is not known.</param>
/// <param name="smtpServer">Through which mail is sent; empty where it cannot be.</param>
/// <param name="smtpFrom">From whom mail comes.</param>
/// <param name="secrets">By name.</param>
/// <param name="allowPrivate">Whether receivers may have http addresses and hosts that are not on the public internet.</param>
public sealed class MessageSettings(
    string publicUrl, string smtpServer, string smtpFrom, IReadOnlyDictionary<string, Secret> secrets, bool allowPrivate)
{
    public string PublicUrl => publicUrl;

    public string SmtpServer => smtpServer;

    public string SmtpFrom => smtpFrom;

    public bool AllowPrivate => allowPrivate;

    /// <summary>A sentence for each secret that no receiver can use, because it is bound to no host.</summary>
    public IEnumerable<string> UnusableSecrets => secrets.Values
        .Where(secret => secret.Value.Length > 0)
        .Select(secret => secret.Bound(allowPrivate).Refusal?.Detail)
        .OfType<string>();

    /// <summary>Where a receiver's messages go; refused where the receiver or its secret is not allowed.</summary>
    public Result<Destination> Destination(Receiver receiver) => Domain.Incidents.Messages.Destination.Of(receiver, secrets, allowPrivate);
}
