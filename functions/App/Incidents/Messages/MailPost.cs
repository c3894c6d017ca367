using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using MlFunctions.Domain.Incidents.Messages;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>
/// Sends mail through the SMTP server of the settings, which may be a private one: the settings name it, not a team. Of its answers
/// nothing but the code is repeated.
/// </summary>
internal sealed class MailPost(MessageSettings settings)
{
    private const int FirstLasting = 500;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public async Task<Attempt> SendAsync(Message message, string to, CancellationToken cancel)
    {
        if (settings.SmtpServer.Length == 0)
            return Attempt.Refused("Mail cannot be sent: the setting SmtpServer is empty.");
        if (!Uri.TryCreate(settings.SmtpServer, UriKind.Absolute, out var server) || server.Scheme is not ("smtp" or "smtps") || server.Host.Length == 0)
            return Attempt.Refused("Mail cannot be sent: the setting SmtpServer is not of the form smtp://user:password@host:587 or smtps://user:password@host:465.");
        if (!MailboxAddress.TryParse(settings.SmtpFrom, out var from))
            return Attempt.Refused("Mail cannot be sent: the setting SmtpFrom is no mail address.");
        if (!MailboxAddress.TryParse(to, out var recipient))
            return Attempt.Refused("The receiver's address is no mail address.");
        try
        {
            await SendAsync(Mail(message, from, recipient), server, cancel);
            return Attempt.Done($"{server.Host} has taken the mail.");
        }
        catch (SmtpCommandException answered)
        {
            var answer = $"{server.Host} answered {(int)answered.StatusCode}.";
            return (int)answered.StatusCode >= FirstLasting ? Attempt.Refused(answer) : Attempt.Failed(answer);
        }
        catch (Exception failed) when (Reason(server.Host, failed) is { } reason)
        {
            return Attempt.Failed(reason);
        }
    }

    /// <summary>In words of our own: an exception's message may repeat what the server sent. Null for any other failure.</summary>
    private static string? Reason(string host, Exception failed) => failed switch
    {
        AuthenticationException => $"{host} did not accept the user and password of the setting SmtpServer.",
        SslHandshakeException =>
            $"No TLS connection to {host} could be opened: it must have a certificate that is valid for this name.",
        NotSupportedException =>
            $"{host} offers no encryption (STARTTLS) or no way to authenticate, so the password of the setting SmtpServer was not sent.",
        SocketException => $"No connection to {host} could be opened.",
        ProtocolException or IOException => $"{host} did not answer in SMTP.",
        _ => null,
    };

    private async Task SendAsync(MimeMessage mail, Uri server, CancellationToken cancel)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : IsSecure(server) ? 465 : 587, Encryption(server), cancel);
        if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
            await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), cancel);
        await client.SendAsync(mail, cancel);
        // From here on it has arrived, whatever becomes of the farewell.
        using var farewell = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        farewell.CancelAfter(Farewell);
        await client.DisconnectAsync(quit: true, farewell.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool IsSecure(Uri server) => server.Scheme == "smtps";

    /// <summary>
    /// A password is sent encrypted or not at all, except where private receivers are allowed: whoever stands between could hide that
    /// the server offers encryption.
    /// </summary>
    private SecureSocketOptions Encryption(Uri server) => IsSecure(server) ? SecureSocketOptions.SslOnConnect
        : server.UserInfo.Length > 0 && !settings.AllowPrivate ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;

    private static MimeMessage Mail(Message message, MailboxAddress from, MailboxAddress to) => new()
    {
        From = { from },
        To = { to },
        Date = message.At,
        Subject = EmailFormat.Subject(message),
        MessageId = $"{EmailFormat.Id(message.Id)}@{from.Domain}",
        References = { $"{EmailFormat.Id($"{message.Ticket.Id}")}@{from.Domain}" },
        Headers = { { HeaderId.AutoSubmitted, "auto-generated" } },
        Body = new TextPart(TextFormat.Plain) { Text = EmailFormat.Text(message) },
    };
}
