using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>Reads where a team's messages go.</summary>
/// <param name="allowPrivate">Whether http and hosts that are not on the public internet are allowed.</param>
internal sealed class ReceiverDocument(bool allowPrivate)
{
    /// <summary>Of a person. Each is a row in the transaction that keeps an event, which takes 100.</summary>
    public const int MostContacts = 10;

    public const int MostHooks = 20;

    private const int MostCharacters = 1000;
    private const int MostOfAName = 40;
    private const string SecretRule = "secret: and a name of 1 to 40 letters, digits, hyphens and single underscores, whose value is the setting Secrets__name";

    public Receiver Contact(DocumentReader entry)
    {
        entry.Only("channel", "to", "secret");
        return Receiver(entry);
    }

    public Hook Hook(DocumentReader entry)
    {
        entry.Only("name", "channel", "to", "secret", "events");
        return new(entry.Text("name", required: true) ?? string.Empty, Receiver(entry), entry.Words<TicketAction>("events") is { } events ? [.. events] : null);
    }

    private Receiver Receiver(DocumentReader entry)
    {
        var channel = entry.Word<Channel>("channel", required: true);
        var to = entry.Text("to", required: channel is not (null or Channel.PagerDuty), MostCharacters);
        if (to is not null && channel is not null && Mistake(channel.Value, to) is { } mistake)
            entry.Error("to", mistake);
        var secret = entry.Text("secret", required: channel == Channel.PagerDuty);
        if (secret is not null && channel is Channel.Slack or Channel.Teams or Channel.Email)
            entry.Error("secret", "Only a webhook is signed, and only PagerDuty has a routing key; to keep the URL itself secret, write to as secret:name.");
        else if (secret is not null && !IsSecret(secret))
            entry.Error("secret", $"It takes the name of a secret, that is what follows in {SecretRule}.");
        return new(channel ?? Channel.Webhook, to, secret);
    }

    /// <summary>What is wrong with an address, as far as the document alone shows; null for nothing.</summary>
    private string? Mistake(Channel channel, string to)
    {
        if (channel == Channel.PagerDuty)
            return PagerDutyEndpoints.Find(to) is null ? PagerDutyEndpoints.Rule : null;
        if (ReceiverAddress.Secret(to) is { } name)
            return IsSecret(name) ? null : $"After secret: stands no name: it takes {SecretRule}.";
        if (channel == Channel.Email)
            return ReceiverAddress.IsMail(to) ? null : $"It takes a mail address such as ada@example.org, or {SecretRule}.";
        return ReceiverAddress.Read(to, allowPrivate).Refusal is { } refusal ? $"{refusal.Detail} Or it takes {SecretRule}." : null;
    }

    private static bool IsSecret(string name) =>
        name.Length is > 0 and <= MostOfAName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !name.Contains("__", StringComparison.Ordinal);
}
