using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Audit;

/// <summary>Finds datasets and models that the audit has not been told of.</summary>
public sealed class VersionNews(DatasetStore datasets, ModelStore models, AuditFiles files)
{
    public async Task<News> ReadAsync(TaskName task, AuditMarks marks, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = (await datasets.ListAsync(task, marks.Datasets.After, marks.Datasets.Reach(AuditNews.AtOnce), cancel)).Items;
        var made = (await models.ListAsync(task, marks.Models.After, marks.Models.Reach(AuditNews.AtOnce), cancel)).Items;
        var entries = new List<AuditEntry>();
        foreach (var dataset in rows.Where(dataset => marks.Datasets.IsNew(dataset.Version)))
            entries.Add(await OfAsync(task, dataset with { DeletedAt = null }, cancel));
        foreach (var model in made.Where(model => marks.Models.IsNew(model.Version)))
            entries.Add(await OfAsync(task, model with { DeletedAt = null }, cancel));
        return new(entries, marks with
        {
            Datasets = marks.Datasets.Next([.. rows.Select(dataset => dataset.Version)], now),
            Models = marks.Models.Next([.. made.Select(model => model.Version)], now),
        });
    }

    private async Task<AuditEntry> OfAsync(TaskName task, DatasetDescription dataset, CancellationToken cancel)
    {
        var hashes = await HashesAsync([AuditFiles.Profile, AuditFiles.Lineage], file => files.OfDatasetAsync(task, dataset.Version, file, cancel));
        hashes[AuditFiles.Rows(dataset.Format)] = dataset.Sha256;
        return DatasetEntries.Kept(task, dataset, hashes);
    }

    private async Task<AuditEntry> OfAsync(TaskName task, ModelSummary model, CancellationToken cancel)
    {
        var hashes = await HashesAsync([AuditFiles.Card, AuditFiles.Profile, AuditFiles.Evaluation], file => files.OfModelAsync(task, model.Version, file, cancel));
        hashes[AuditFiles.Artifact] = model.Artifact.Sha256;
        return AuditEntries.Model(task, model.Version, model.CreatedAt, model.Artifact.Sha256, JsonSerializer.SerializeToElement(model, Json.Options), hashes);
    }

    private static async Task<SortedDictionary<string, string>> HashesAsync(IEnumerable<string> names, Func<string, Task<string?>> hash)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (await hash(name) is { } sha256)
                hashes[name] = sha256;
        }

        return hashes;
    }
}
