using Microsoft.Extensions.Configuration.Memory;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Standalone;

/// <summary>What holds where no setting says otherwise.</summary>
internal static class HostDefaults
{
    private const string Urls = "http://127.0.0.1:7071";

    /// <summary>Below every other source of configuration, so that any of them changes it.</summary>
    /// <param name="builder">Of the host.</param>
    /// <param name="isDemo">Whether the host plays the demo, to which people add receivers on their own machine.</param>
    public static void AddDefaults(this WebApplicationBuilder builder, bool isDemo = false)
    {
        var defaults = new Dictionary<string, string?>(LogLevels.Defaults)
        {
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
            ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss ",
        };
        foreach (var setting in Settings.All.Where(setting => !builder.Configuration.GetSection(setting.Key).Exists()))
            defaults[setting.Key] = Paces.Default(setting, builder.Configuration[Paces.Key]);
        if (isDemo)
            defaults[Settings.ReceiversAllowPrivate.Key] = bool.TrueString;
        if (!SaysWhereToListen(builder.Configuration))
            defaults[WebHostDefaults.ServerUrlsKey] = Urls;
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }

    private static bool SaysWhereToListen(ConfigurationManager configuration) =>
        new[] { WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }.Any(key => configuration[key] is { Length: > 0 })
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
