using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using MlFunctions.Hosting.Configuration;

namespace MlFunctions.Hosting.Telemetry;

/// <summary>Where telemetry goes, by the settings; nowhere, unless one of them says where.</summary>
/// <param name="Otlp">Whether to a receiver of OpenTelemetry's protocol; the exporter reads its own settings.</param>
/// <param name="Azure">The connection string of an Application Insights; null for none.</param>
/// <param name="Identity">As whom telemetry is sent there; null where that takes no token.</param>
internal sealed record TelemetryTargets(bool Otlp, string? Azure, TokenCredential? Identity)
{
    /// <summary>Null where telemetry goes nowhere.</summary>
    /// <exception cref="SettingUnusableException">One of the settings cannot be followed.</exception>
    public static TelemetryTargets? Read(IConfiguration configuration)
    {
        var otlp = configuration[Settings.OtlpEndpoint.Key] is { Length: > 0 } endpoint && IsAddress(endpoint);
        var azure = configuration[Settings.ApplicationInsights.Key] is { Length: > 0 } connection ? connection : null;
        if (azure is not null && !Parts(Settings.ApplicationInsights, azure).ContainsKey("InstrumentationKey"))
            throw new SettingUnusableException(Settings.ApplicationInsights, "has no InstrumentationKey: give the connection string that Application Insights shows in the portal.");
        if (!otlp && azure is null)
            return null;
        return new(otlp, azure, azure is not null && configuration[Settings.ApplicationInsightsIdentity.Key] is { Length: > 0 } identity ? Credential(identity) : null);
    }

    private static bool IsAddress(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? true
        : throw new SettingUnusableException(Settings.OtlpEndpoint, $"is '{endpoint}'; it must be an address such as http://localhost:4317.");

    /// <summary><c>Authorization=AAD</c> for the system-assigned managed identity, with <c>;ClientId=…</c> for a user-assigned one: as the Functions host reads it.</summary>
    private static ManagedIdentityCredential Credential(string identity)
    {
        var parts = Parts(Settings.ApplicationInsightsIdentity, identity);
        if (!parts.TryGetValue("Authorization", out var kind) || !"AAD".Equals(kind as string, StringComparison.OrdinalIgnoreCase))
            throw new SettingUnusableException(Settings.ApplicationInsightsIdentity, "must be Authorization=AAD, or ClientId=<client id>;Authorization=AAD for a user-assigned identity.");
        return new(parts.TryGetValue("ClientId", out var client) ? ManagedIdentityId.FromUserAssignedClientId((string)client) : ManagedIdentityId.SystemAssigned);
    }

    private static DbConnectionStringBuilder Parts(Setting setting, string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            throw new SettingUnusableException(setting, "is not made of parts such as Name=value;Name=value.");
        }
    }
}
