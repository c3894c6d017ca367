using Microsoft.Extensions.Configuration;
using MlFunctions.App.Messages;

namespace MlFunctions.Hosting;

/// <summary>Reads what messages need: where the API is, the mail server, and the secrets, <c>Secrets__name</c> each.</summary>
internal static class MessageOptions
{
    /// <exception cref="SettingUnusableException">The address is none.</exception>
    public static MessageSettings Read(IConfiguration configuration)
    {
        var address = configuration[Settings.PublicUrl.Key] ?? string.Empty;
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            throw new SettingUnusableException(Settings.PublicUrl, $"is '{address}'; it must be an address such as https://mlfunctions.example.com, before /api.");
        var secrets = configuration.GetSection("Secrets").GetChildren().ToDictionary(secret => secret.Key, secret => secret.Value ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        return new(address, configuration[Settings.SmtpServer.Key] ?? string.Empty, configuration[Settings.SmtpFrom.Key] ?? string.Empty, secrets);
    }
}
