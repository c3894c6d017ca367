using System.Security.Cryptography;
using Azure;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Audit;

/// <summary>The files of datasets and models, for who must know whether they are as they were.</summary>
public sealed class AuditFiles(StorageAccount account)
{
    public const string Artifact = "model.zip";
    public const string Card = "card.json";
    public const string Profile = "profile.json";
    public const string Evaluation = "evaluation.csv";
    public const string Lineage = "lineage.csv";

    /// <summary>What is deleted of a model that nobody refers to: all but its card.</summary>
    public static IReadOnlyList<string> LargeOfModel { get; } = [Artifact, Profile, Evaluation];

    /// <summary>What is deleted of a dataset that nobody refers to: its rows, and where they come from.</summary>
    public static IReadOnlyList<string> LargeOfDataset(DatasetFormat format) => [Rows(format), Lineage];

    public static string Rows(DatasetFormat format) => $"rows.{format.Extension()}";

    /// <summary>SHA-256 of one of a dataset's files, in lower-case hex, read as a stream; null where it is not there.</summary>
    public Task<string?> OfDatasetAsync(TaskName task, int version, string file, CancellationToken cancel) => HashAsync(StorageNames.DatasetsContainer, $"{task}/{version}/{file}", cancel);

    /// <summary>The same of a model's.</summary>
    public Task<string?> OfModelAsync(TaskName task, int version, string file, CancellationToken cancel) => HashAsync(StorageNames.ModelsContainer, $"{task}/{version}/{file}", cancel);

    private async Task<string?> HashAsync(string container, string name, CancellationToken cancel)
    {
        try
        {
            await using var content = await account.Container(container).GetBlobClient(name).OpenReadAsync(cancellationToken: cancel);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }
}
