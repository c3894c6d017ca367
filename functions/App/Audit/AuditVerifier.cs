using MlFunctions.Domain.Audit;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Audit;

/// <summary>Holds the audit's chain against itself, and datasets and models against the audit.</summary>
public sealed class AuditVerifier(AuditChain chain, TaskStore tasks, DatasetStore datasets, ModelStore models, AuditFiles files)
{
    /// <param name="pin">A head that somebody kept; null where nobody asks.</param>
    /// <param name="ofModels">Whether to read the files of models.</param>
    /// <param name="ofDatasets">Whether to read the files of datasets.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<AuditVerification> VerifyAsync(AuditHead? pin, bool ofModels, bool ofDatasets, CancellationToken cancel)
    {
        var (rows, head, broken, stands) = (0, AuditHead.None, (AuditFault?)null, false);
        var known = new AuditedThings();
        await foreach (var finding in chain.WalkAsync(cancel))
        {
            head = finding.Last;
            rows += finding.Entry is null ? 0 : 1;
            known.Add(finding.Entry);
            broken ??= finding.Fault is { } fault ? new(finding.What, fault) : null;
            stands |= broken is null && head == pin;
        }

        var checkedModels = ofModels ? await ModelsAsync(known, cancel) : null;
        var checkedDatasets = ofDatasets ? await DatasetsAsync(known, cancel) : null;
        return AuditVerification.Of(rows, head, broken, pin is null ? null : new(pin.Number, pin.Hash, stands), checkedModels, checkedDatasets);
    }

    /// <summary>Asked again where the rows that were read do not say so: a deletion may be going on.</summary>
    private async Task<bool> IsDeletedAsync(AuditedThings known, string key, CancellationToken cancel) => known.IsDeleted(key) || await chain.HasAsync(AuditEntries.DeletionKey(key), cancel);

    private async Task<AuditedKind> ModelsAsync(AuditedThings known, CancellationToken cancel)
    {
        var check = new AuditedCheck(known.Of(AuditAction.Model));
        await foreach (var task in tasks.AllAsync(cancel).Select(task => task.Name))
        {
            foreach (var model in (await models.ListAsync(task, 0, null, cancel)).Items)
            {
                var listed = new Dictionary<string, string> { [AuditFiles.Artifact] = model.Artifact.Sha256 };
                await check.CheckAsync(
                    AuditEntries.ModelKey(task, model.Version), model with { DeletedAt = null }, listed, () => IsDeletedAsync(known, AuditEntries.ModelKey(task, model.Version), cancel), AuditFiles.LargeOfModel, file => files.OfModelAsync(task, model.Version, file, cancel));
            }
        }

        return check.Result();
    }

    private async Task<AuditedKind> DatasetsAsync(AuditedThings known, CancellationToken cancel)
    {
        var check = new AuditedCheck(known.Of(AuditAction.Dataset));
        await foreach (var task in tasks.AllAsync(cancel).Select(task => task.Name))
        {
            foreach (var dataset in (await datasets.ListAsync(task, 0, null, cancel)).Items)
            {
                var listed = new Dictionary<string, string> { [AuditFiles.Rows(dataset.Format)] = dataset.Sha256 };
                await check.CheckAsync(
                    AuditEntries.DatasetKey(task, dataset.Version), dataset with { DeletedAt = null }, listed, () => IsDeletedAsync(known, AuditEntries.DatasetKey(task, dataset.Version), cancel), AuditFiles.LargeOfDataset(dataset.Format), file => files.OfDatasetAsync(task, dataset.Version, file, cancel));
            }
        }

        return check.Result();
    }
}
