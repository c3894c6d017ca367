using Microsoft.Extensions.Configuration;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.Hosting.Configuration;

/// <summary>
/// Reads what messages need: where the API is, the mail server, which receivers are allowed, and the secrets, <c>Secrets__name</c>
/// each, with the hosts that they are bound to, <c>Secrets__name__hosts</c>.
/// </summary>
internal static class MessageOptions
{
    /// <exception cref="SettingUnusableException">The address is none, or a switch is neither true nor false.</exception>
    public static MessageSettings Read(IConfiguration configuration)
    {
        var address = configuration[Settings.PublicUrl.Key] ?? string.Empty;
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            throw new SettingUnusableException(Settings.PublicUrl, $"is '{address}'; it must be an address such as https://mlfunctions.example.com, before /api.");
        var secrets = configuration.GetSection("Secrets").GetChildren()
            .Select(secret => (Name: secret.Key, Secret: new Secret(secret.Key, secret.Value ?? string.Empty, secret["hosts"] ?? string.Empty)))
            .ToDictionary(named => named.Name, named => named.Secret, StringComparer.OrdinalIgnoreCase);
        var (server, from) = (configuration[Settings.SmtpServer.Key] ?? string.Empty, configuration[Settings.SmtpFrom.Key] ?? string.Empty);
        return new(address, server, from, secrets, AllowPrivate(configuration[Settings.ReceiversAllowPrivate.Key]));
    }

    private static bool AllowPrivate(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return false;
        return bool.TryParse(text, out var allowed)
            ? allowed
            : throw new SettingUnusableException(Settings.ReceiversAllowPrivate, $"is '{text}'; it must be true or false.");
    }
}
