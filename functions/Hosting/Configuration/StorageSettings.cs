using Microsoft.Extensions.Configuration;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Hosting.Configuration;

/// <summary>Reads where storage is, as a Functions app does: <c>AzureWebJobsStorage</c> as a connection string, or its parts for an identity.</summary>
internal static class StorageSettings
{
    public static StorageAccount Connect(IConfiguration configuration)
    {
        var prefix = configuration[Settings.StoragePrefix.Key] ?? string.Empty;
        var parts = configuration.GetSection(Settings.Storage.Key);
        if (parts["blobServiceUri"] is { } blobs && parts["tableServiceUri"] is { } tables)
            return StorageAccount.FromIdentity(new Uri(blobs), new Uri(tables), parts["clientId"], prefix);
        if (parts.Value is { Length: > 0 } connection)
            return FromConnectionString(connection, prefix);
        throw new StorageUnusableException($"The setting {Settings.Storage.Name} is missing: give a connection string, UseDevelopmentStorage=true, or {Settings.Storage.Name}__blobServiceUri and {Settings.Storage.Name}__tableServiceUri for a managed identity.");
    }

    private static StorageAccount FromConnectionString(string connection, string prefix)
    {
        try
        {
            return StorageAccount.FromConnectionString(connection, prefix);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StorageUnusableException($"The setting {Settings.Storage.Name} is no connection string: {malformed.Message}", malformed);
        }
    }
}
