using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>What was last measured of each model for its gates: <c>models/{task}/{version}/evidence.json</c>.</summary>
public sealed class EvidenceStore(StorageAccount account)
{
    private readonly BlobContainerClient container = account.Container(StorageNames.ModelsContainer);

    /// <summary>With the tag that <see cref="PutAsync"/> takes; both null where nothing was measured.</summary>
    public async Task<(GateEvidence? Evidence, string? Tag)> FindAsync(TaskName task, int model, CancellationToken cancel)
    {
        var found = await Formats.Evidence.FindAsync(Blob(task, model), cancel);
        return found is null ? (null, null) : (Formats.Evidence.Read<GateEvidence>(found, Blob(task, model).Name), found.Details.ETag.ToString());
    }

    /// <summary>False when someone else measured since <paramref name="tag"/> was read.</summary>
    public async Task<bool> PutAsync(TaskName task, int model, GateEvidence evidence, string? tag, CancellationToken cancel)
    {
        var options = Formats.Evidence.Options("application/json");
        options.Conditions = tag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(tag) };
        try
        {
            await Blob(task, model).UploadAsync(BinaryData.FromObjectAsJson(evidence, Json.Readable), options, cancel);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient Blob(TaskName task, int model) => container.GetBlobClient($"{task}/{model}/evidence.json");
}
