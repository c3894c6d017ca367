using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace MlFunctions.Storage.Kernel;

/// <summary>The one storage account of the application, reached by connection string or by identity.</summary>
/// <param name="blobs">The blob endpoint.</param>
/// <param name="tables">The table endpoint.</param>
/// <param name="prefix">Put before every container and table name, so that several applications, or tests, can share an account: lower-case letters and digits, a letter first; or empty.</param>
/// <param name="log">The blob endpoint as the prediction log uses it, whose callers cannot wait long; null: as all others.</param>
/// <param name="identity">With which blobs of other accounts are read; null for whatever identity the environment gives.</param>
public sealed class StorageAccount(BlobServiceClient blobs, TableServiceClient tables, string prefix = "", BlobServiceClient? log = null, TokenCredential? identity = null)
{
    private readonly Lazy<TokenCredential> identity = new(() => identity ?? new DefaultAzureCredential());

    public static StorageAccount FromConnectionString(string connectionString, string prefix = "") =>
        new(new BlobServiceClient(connectionString), new TableServiceClient(connectionString), prefix, new BlobServiceClient(connectionString, Impatient()));

    /// <param name="blobServiceUri">Such as <c>https://account.blob.core.windows.net</c>.</param>
    /// <param name="tableServiceUri">Such as <c>https://account.table.core.windows.net</c>.</param>
    /// <param name="clientId">The client id of a user-assigned managed identity; null for whatever identity the environment gives.</param>
    /// <param name="prefix">See the constructor.</param>
    public static StorageAccount FromIdentity(Uri blobServiceUri, Uri tableServiceUri, string? clientId, string prefix = "")
    {
        TokenCredential credential = clientId is null
            ? new DefaultAzureCredential()
            : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));
        return new(
            new BlobServiceClient(blobServiceUri, credential), new TableServiceClient(tableServiceUri, credential), prefix, new BlobServiceClient(blobServiceUri, credential, Impatient()),
            credential);
    }

    /// <summary>Whether an exception means that storage could not be reached, or is too busy: the same call may pass later.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        // Among retries a cancellation is the SDK's own, of a try that took too long.
        AggregateException retries => retries.InnerExceptions.All(one => one is OperationCanceledException || IsOutage(one)),
        _ => exception is IOException or HttpRequestException or TimeoutException,
    };

    /// <summary>Where the account's blobs are, such as <c>https://account.blob.core.windows.net</c>.</summary>
    public Uri BlobEndpoint => blobs.Uri;

    /// <summary>A blob of any account, by its address: of this one as all its blobs, of another with the identity.</summary>
    internal BlobClient BlobAt(Uri address)
    {
        var name = new BlobUriBuilder(address);
        var isOwn = Uri.Compare(address, blobs.Uri, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        return isOwn ? blobs.GetBlobContainerClient(name.BlobContainerName).GetBlobClient(name.BlobName) : new BlobClient(address, identity.Value);
    }

    /// <summary>The container of a noun, such as <c>datasets</c>.</summary>
    public BlobContainerClient Container(string name) => blobs.GetBlobContainerClient(prefix + name);

    /// <summary>The container of the prediction log, for its writers.</summary>
    public BlobContainerClient Log => (log ?? blobs).GetBlobContainerClient(prefix + StorageNames.PredictionsContainer);

    /// <summary>The container of what shadows answer, for its writers.</summary>
    internal BlobContainerClient ShadowLog => (log ?? blobs).GetBlobContainerClient(prefix + StorageNames.ShadowsContainer);

    /// <summary>The nouns that have a table.</summary>
    internal async Task<IReadOnlyCollection<string>> TablesAsync(CancellationToken cancel)
    {
        var names = new List<string>();
        // No table's name has a tilde, which comes after every letter.
        var filter = prefix.Length == 0 ? null : TableClient.CreateQueryFilter($"TableName ge {prefix} and TableName lt {prefix + '~'}");
        await foreach (var table in tables.QueryAsync(filter, cancellationToken: cancel))
            names.Add(table.Name[prefix.Length..]);
        return names;
    }

    /// <summary>The table of a noun, such as <c>Datasets</c>.</summary>
    public TableClient Table(string name) => tables.GetTableClient(prefix + name);

    /// <summary>One quick retry, and nothing that each of a thousand appends a second would pay for.</summary>
    private static BlobClientOptions Impatient() => new()
    {
        Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(50), NetworkTimeout = TimeSpan.FromSeconds(5) },
        Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false },
    };
}
