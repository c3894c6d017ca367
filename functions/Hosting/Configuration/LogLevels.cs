namespace MlFunctions.Hosting.Configuration;

/// <summary>What both hosts log where no setting <c>Logging__LogLevel__…</c> says otherwise.</summary>
public static class LogLevels
{
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>
    {
        ["Logging:LogLevel:Default"] = "Information",
        // A request's URL may hold a key, so requests are not logged.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // Where nobody listens to traces, no call need pay for one.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };
}
