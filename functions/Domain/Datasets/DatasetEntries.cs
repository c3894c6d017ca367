using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Datasets;

/// <summary>What the audit says of datasets.</summary>
public static class DatasetEntries
{
    /// <param name="dataset">As it is listed.</param>
    /// <param name="files">SHA-256 of its files, by name.</param>
    public static AuditEntry Kept(TaskName task, DatasetDescription dataset, IReadOnlyDictionary<string, string> files) => new(
        AuditEntries.DatasetKey(task, dataset.Version), dataset.CreatedAt, AuditAction.Dataset, task, dataset.Origin is null ? AuditEntries.Unnamed : "RefreshDatasets",
        FormattableString.Invariant($"Dataset {dataset.Version} for {dataset.Role.Word()} was kept: {dataset.Rows} rows, SHA-256 {dataset.Sha256}."), AuditEntries.Data(new AuditedFiles(AuditEntries.Data(dataset), files)));
}
