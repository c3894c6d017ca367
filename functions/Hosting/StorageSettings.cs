using Microsoft.Extensions.Configuration;
using MlFunctions.Storage;

namespace MlFunctions.Hosting;

/// <summary>Reads where storage is, as a Functions app does: <c>AzureWebJobsStorage</c> as a connection string, or its parts for an identity.</summary>
internal static class StorageSettings
{
    private const string Section = "AzureWebJobsStorage";

    public static StorageAccount Connect(IConfiguration configuration)
    {
        var prefix = configuration["MlFunctions:StoragePrefix"] ?? string.Empty;
        var parts = configuration.GetSection(Section);
        if (parts["blobServiceUri"] is { } blobs && parts["tableServiceUri"] is { } tables)
            return StorageAccount.FromIdentity(new Uri(blobs), new Uri(tables), parts["clientId"], prefix);
        if (parts.Value is { Length: > 0 } connection)
            return StorageAccount.FromConnectionString(connection, prefix);
        throw new InvalidOperationException($"The setting {Section} is missing: give a connection string, UseDevelopmentStorage=true, or {Section}__blobServiceUri and {Section}__tableServiceUri for a managed identity.");
    }
}
