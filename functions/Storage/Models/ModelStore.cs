using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>Immutable models: <c>models/{task}/{version}/</c> with <c>model.zip</c>, <c>card.json</c>, <c>profile.json</c> and <c>evaluation.csv</c>, and a row in the table.</summary>
public sealed class ModelStore(StorageAccount account)
{
    private const string ProfileFile = "profile.json";
    private const string EvaluationFile = "evaluation.csv";

    private readonly BlobContainerClient container = account.Container(StorageNames.ModelsContainer);
    private readonly DocumentTable<ModelRecord> table = new(Formats.Model, account.Table(StorageNames.ModelsTable), Columns);
    private readonly RecentModels<ModelCard> recent = new();
    private readonly RecentModels<ModelProfile> recentProfiles = new();

    /// <summary>Takes the next free version, for <see cref="AddAsync"/>.</summary>
    public async Task<int> ReserveAsync(TaskName task, CancellationToken cancel)
    {
        for (var version = (await table.AllAsync(task.ToString(), cancel)).Count + 1; ; version++)
        {
            if (await table.AddAsync(task.ToString(), Keys.Of(version), new ModelRecord(null), cancel))
                return version;
        }
    }

    /// <summary>Keeps a model under the version that its card names; it is listed once all its files are there.</summary>
    public async Task<ModelSummary> AddAsync(ModelCard card, ReadOnlyMemory<byte> artifact, ModelProfile? profile, IEnumerable<string> evaluationLines, string metric, CancellationToken cancel)
    {
        await Blob(card.Task, card.Version, "model.zip").UploadAsync(BinaryData.FromBytes(artifact), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" } }, cancel);
        await UploadAsync(card, EvaluationFile, Formats.Evaluation, "text/csv", BinaryData.FromString(string.Join('\n', evaluationLines) + '\n'), cancel);
        if (profile is not null)
            await UploadAsync(card, ProfileFile, Formats.ModelProfile, "application/json", BinaryData.FromObjectAsJson(profile, Json.Options), cancel);
        await UploadAsync(card, "card.json", Formats.ModelCard, "application/json", BinaryData.FromObjectAsJson(card, Json.Readable), cancel);
        var deciding = card.Evaluation.Metric(metric)!;
        var provenance = card.Provenance;
        var summary = new ModelSummary(card.Version, card.Trainer, provenance.TrainingId, card.CreatedAt, metric, deciding.Value, deciding.Lower, deciding.Upper, provenance.Seconds, provenance.Artifact, provenance.Validation.Dataset);
        var reserved = await table.FindAsync(card.Task.ToString(), Keys.Of(card.Version), cancel);
        await table.ReplaceAsync(card.Task.ToString(), Keys.Of(card.Version), reserved!, new ModelRecord(summary), cancel);
        return summary;
    }

    public async Task<ModelSummary?> FindAsync(TaskName task, int version, CancellationToken cancel) =>
        (await table.FindAsync(task.ToString(), Keys.Of(version), cancel))?.Value.Summary;

    public async Task<ModelCard?> FindCardAsync(TaskName task, int version, CancellationToken cancel)
    {
        if (recent.Find(task, version) is { } known)
            return known;
        if (await FindAsync(task, version, cancel) is null)
            return null;
        var card = Formats.ModelCard.Read<ModelCard>((await Blob(task, version, "card.json").DownloadContentAsync(cancel)).Value, $"{task}/{version}/card.json");
        recent.Add(task, version, card);
        return card;
    }

    /// <summary>What the model's live rows and answers are compared with; null where there is none, as of models that were trained before profiles were kept, or none that can be read: a model serves without it.</summary>
    public async Task<ModelProfile?> FindProfileAsync(TaskName task, int version, CancellationToken cancel)
    {
        if (recentProfiles.Find(task, version) is { } known)
            return known;
        try
        {
            if (await Formats.ModelProfile.FindAsync(Blob(task, version, ProfileFile), cancel) is not { } found)
                return null;
            var profile = Formats.ModelProfile.Read<ModelProfile>(found, ProfileFile);
            recentProfiles.Add(task, version, profile);
            return profile;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task<Domain.Kernel.Page<ModelSummary>> ListAsync(TaskName task, int after, int? limit, CancellationToken cancel)
    {
        var page = await table.ListAsync(task.ToString(), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(m => m.Value.Summary).OfType<ModelSummary>()], page.Next is { } next ? $"{Keys.Number(next)}" : null);
    }

    /// <summary>The newest complete models, the newest first, at most so many.</summary>
    public async Task<IReadOnlyList<ModelSummary>> LastAsync(TaskName task, int most, CancellationToken cancel) =>
        [.. (await table.AllAsync(task.ToString(), cancel)).Select(m => m.Value.Summary).OfType<ModelSummary>().Reverse().Take(most)];

    /// <summary>The lines of the model's evaluation, its header first; none where they are gone.</summary>
    public async Task<IReadOnlyList<string>> EvaluationLinesAsync(TaskName task, int version, CancellationToken cancel) =>
        (await Formats.Evaluation.FindAsync(Blob(task, version, EvaluationFile), cancel))?.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The models that a training has made so far.</summary>
    public async Task<IReadOnlyList<ModelSummary>> OfTrainingAsync(TaskName task, string training, CancellationToken cancel) =>
        [.. (await table.AllAsync(task.ToString(), cancel)).Select(m => m.Value.Summary).OfType<ModelSummary>().Where(m => m.TrainingId == training)];

    /// <summary>The model's file, if it is the one that was written: a truncated or altered one is refused by its hash.</summary>
    public async Task<Result<byte[]>> ReadArtifactAsync(TaskName task, int version, CancellationToken cancel)
    {
        if (await FindAsync(task, version, cancel) is not { } model)
            return new Missing($"Task {task} has no model {version}.");
        try
        {
            var bytes = (await Blob(task, version, "model.zip").DownloadContentAsync(cancel)).Value.Content.ToArray();
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == model.Artifact.Sha256
                ? bytes
                : new Conflict($"The file of model {version} is not the one that was trained: its SHA-256 differs from the card's. Roll back or promote another model, and train this one again.");
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return model.DeletedAt is { } at ? Deleted(version, at) : new Conflict($"The file of model {version} is gone from storage. Roll back or promote another model, and train this one again.");
        }
    }

    /// <summary>That a model can no longer be used.</summary>
    public static Conflict Deleted(int version, DateTimeOffset at) =>
        new($"The file of model {version} was deleted by retention at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, because nobody referred to it. Its card says of what it was made: train it again, or take another model.");

    internal static IEnumerable<(string Name, object? Value)> Columns(ModelRecord record) => record.Summary is not { } model
        ? [("State", "writing")]
        : [
            ("State", model.DeletedAt is null ? "complete" : "deleted"), ("Trainer", model.Trainer), ("TrainingId", model.TrainingId), ("CreatedAt", model.CreatedAt),
            ("Metric", model.Metric), ("Value", model.Value), ("Sha256", model.Artifact.Sha256),
        ];

    private BlobClient Blob(TaskName task, int version, string name) => container.GetBlobClient($"{task}/{version}/{name}");

    private async Task UploadAsync(ModelCard card, string name, Format format, string contentType, BinaryData content, CancellationToken cancel) =>
        await Blob(card.Task, card.Version, name).UploadAsync(content, format.Options(contentType), cancel);
}
