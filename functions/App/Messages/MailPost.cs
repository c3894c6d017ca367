using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using MlFunctions.Domain.Messages;

namespace MlFunctions.App.Messages;

/// <summary>Sends mail through the SMTP server of the settings.</summary>
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
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= FirstLasting)
        {
            return Attempt.Refused($"{server.Host} answered {(int)refused.StatusCode}: {refused.Message}");
        }
    }

    private static async Task SendAsync(MimeMessage mail, Uri server, CancellationToken cancel)
    {
        var isSecure = server.Scheme == "smtps";
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : isSecure ? 465 : 587, isSecure ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, cancel);
        if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
            await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), cancel);
        await client.SendAsync(mail, cancel);
        // From here on it has arrived, whatever becomes of the farewell.
        using var farewell = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        farewell.CancelAfter(Farewell);
        await client.DisconnectAsync(quit: true, farewell.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

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
