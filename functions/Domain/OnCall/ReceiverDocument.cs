using MlFunctions.Domain.Messages;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tickets;

namespace MlFunctions.Domain.OnCall;

/// <summary>Reads where a team's messages go.</summary>
internal static class ReceiverDocument
{
    /// <summary>Of a person. Each is a row in the transaction that keeps an event, which takes 100.</summary>
    public const int MostContacts = 10;

    public const int MostHooks = 20;

    private const int MostCharacters = 1000;
    private const int MostOfAnAddress = 254;
    private const int MostOfAName = 40;
    private const string Secret = "secret:";
    private const string SecretRule = "secret: and a name of 1 to 40 letters, digits, hyphens and single underscores, whose value is the setting Secrets__name";

    public static Receiver Contact(DocumentReader entry)
    {
        entry.Only("channel", "to", "secret");
        return Receiver(entry);
    }

    public static Hook Hook(DocumentReader entry)
    {
        entry.Only("name", "channel", "to", "secret", "events");
        return new(entry.Text("name", required: true) ?? string.Empty, Receiver(entry), entry.Words<TicketAction>("events") is { } events ? [.. events] : null);
    }

    private static Receiver Receiver(DocumentReader entry)
    {
        var channel = entry.Word<Channel>("channel", required: true);
        var to = entry.Text("to", required: channel is not (null or Channel.PagerDuty), MostCharacters);
        if (to is not null && channel is not null && !Fits(channel.Value, to))
            entry.Error("to", $"It takes {(channel == Channel.Email ? "a mail address such as ada@example.org" : "an http or https URL")}, or {SecretRule}.");
        var secret = entry.Text("secret", required: channel == Channel.PagerDuty);
        if (secret is not null && channel is Channel.Slack or Channel.Teams or Channel.Email)
            entry.Error("secret", "Only a webhook is signed, and only PagerDuty has a routing key; to keep the URL itself secret, write to as secret:name.");
        else if (secret is not null && !IsSecret(secret))
            entry.Error("secret", $"It takes the name of a secret, that is what follows in {SecretRule}.");
        return new(channel ?? Channel.Webhook, to, secret);
    }

    private static bool Fits(Channel channel, string to) => to.StartsWith(Secret, StringComparison.Ordinal)
        ? IsSecret(to[Secret.Length..])
        : channel == Channel.Email ? IsAddress(to) : Uri.TryCreate(to, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    private static bool IsSecret(string name) =>
        name.Length is > 0 and <= MostOfAName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !name.Contains("__", StringComparison.Ordinal);

    /// <summary>One address and nothing else; what its host thinks of it, the host says.</summary>
    private static bool IsAddress(string text) => text.Length <= MostOfAnAddress && text.Split('@') is [{ Length: > 0 } local, { Length: > 0 } host]
        && local.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && !"<>()[],;:\\\"".Contains(c, StringComparison.Ordinal))
        && host.All(c => char.IsLetterOrDigit(c) || c is '-' or '.') && char.IsLetterOrDigit(host[0]) && char.IsLetterOrDigit(host[^1]);
}
