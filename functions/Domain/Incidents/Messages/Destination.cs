using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Where the messages to a receiver go, and the secret that is used for them. It is made only where both are allowed.</summary>
/// <remarks>A class and not a record: a record's text would show the secret.</remarks>
public sealed class Destination
{
    private Destination(Uri? url, string? mail, string? secret) => (Url, Mail, Secret) = (url, mail, secret);

    /// <summary>The web address; null of a mail address.</summary>
    public Uri? Url { get; }

    /// <summary>The mail address; null of a web address.</summary>
    public string? Mail { get; }

    /// <summary>What a webhook is signed with, or PagerDuty's routing key; null for none.</summary>
    public string? Secret { get; }

    /// <summary>
    /// Refused with a sentence that says what to do: for an address that no receiver may have, and for a secret that is missing or not
    /// bound to the receiver's host.
    /// </summary>
    /// <param name="receiver">As the team's document has it, which may have been stored before today's rules.</param>
    /// <param name="secrets">By name.</param>
    /// <param name="allowPrivate">The setting <c>Receivers__allowPrivate</c>.</param>
    public static Result<Destination> Of(Receiver receiver, IReadOnlyDictionary<string, Secret> secrets, bool allowPrivate) =>
        receiver.Channel switch
        {
            Channel.Email => OfMail(receiver, secrets, allowPrivate),
            Channel.PagerDuty => OfPagerDuty(receiver, secrets, allowPrivate),
            _ => OfWeb(receiver, secrets, allowPrivate),
        };

    private static Result<Destination> OfMail(Receiver receiver, IReadOnlyDictionary<string, Secret> secrets, bool allowPrivate)
    {
        var to = Text(receiver, secrets);
        if (!to.IsDone)
            return to.Refusal;
        if (!ReceiverAddress.IsMail(to.Value) || !Uri.TryCreate($"https://{to.Value.Split('@')[^1]}/", UriKind.Absolute, out var host))
            return Unusable(receiver, "It takes a mail address such as ada@example.org.");
        return Bound(ReceiverAddress.Secret(receiver.To!), secrets, host, allowPrivate) is { } refusal
            ? refusal
            : new Destination(null, to.Value, null);
    }

    private static Result<Destination> OfPagerDuty(Receiver receiver, IReadOnlyDictionary<string, Secret> secrets, bool allowPrivate)
    {
        if (PagerDutyEndpoints.Find(receiver.To) is not { } endpoint)
            return new Invalid(PagerDutyEndpoints.Rule);
        if (receiver.Secret is not { } key)
            return new Invalid("The receiver names no secret: PagerDuty needs the integration's routing key.");
        return Bound(key, secrets, endpoint, allowPrivate) is { } refusal
            ? refusal
            : new Destination(endpoint, null, secrets[key].Value);
    }

    private static Result<Destination> OfWeb(Receiver receiver, IReadOnlyDictionary<string, Secret> secrets, bool allowPrivate)
    {
        var to = Text(receiver, secrets);
        if (!to.IsDone)
            return to.Refusal;
        var url = ReceiverAddress.Read(to.Value, allowPrivate);
        if (!url.IsDone)
            return Unusable(receiver, url.Refusal.Detail);
        var key = receiver.Channel == Channel.Webhook ? receiver.Secret : null;
        var ofAddress = Bound(ReceiverAddress.Secret(receiver.To!), secrets, url.Value, allowPrivate);
        return (ofAddress ?? Bound(key, secrets, url.Value, allowPrivate)) is { } refusal
            ? refusal
            : new Destination(url.Value, null, key is null ? null : secrets[key].Value);
    }

    /// <summary>The address, which may be the value of a secret.</summary>
    private static Result<string> Text(Receiver receiver, IReadOnlyDictionary<string, Secret> secrets)
    {
        var to = receiver.To ?? string.Empty;
        if (ReceiverAddress.Secret(to) is not { } name)
            return to;
        return Absent(name, secrets) is { } absent ? absent : secrets[name].Value;
    }

    /// <summary>Null where no secret is named, or the secret is bound to the receiver's host.</summary>
    private static Refusal? Bound(string? name, IReadOnlyDictionary<string, Secret> secrets, Uri receiver, bool allowPrivate)
    {
        if (name is null)
            return null;
        if (Absent(name, secrets) is { } absent)
            return absent;
        return secrets[name].RefusalAt(receiver, allowPrivate);
    }

    private static Missing? Absent(string name, IReadOnlyDictionary<string, Secret> secrets) =>
        secrets.GetValueOrDefault(name) is { Value.Length: > 0 } ? null : new Missing($"The setting Secrets__{name} is missing.");

    private static Invalid Unusable(Receiver receiver, string reason) => new(ReceiverAddress.Secret(receiver.To ?? string.Empty) is { } name
        ? $"The address in the setting Secrets__{name} cannot be used: {reason}"
        : $"The receiver's address cannot be used: {reason}");
}
