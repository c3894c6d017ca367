using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tables;

namespace MlFunctions.Storage.Datasets;

/// <summary>Immutable versions of rows: <c>datasets/{task}/{version}/rows.csv</c> (or <c>rows.svm</c>) as uploaded, <c>profile.json</c> beside it, and a row in the table.</summary>
public sealed class DatasetStore(StorageAccount account)
{
    private readonly BlobContainerClient container = account.Container(StorageNames.DatasetsContainer);

    internal DocumentTable<DatasetRecord> Rows { get; } = new(account.Table(StorageNames.DatasetsTable), Columns);

    public async Task<DatasetDescription?> FindAsync(TaskName task, int version, CancellationToken cancel) =>
        (await Rows.FindAsync(task.ToString(), Keys.Of(version), cancel))?.Value.Description;

    /// <summary>Complete datasets after version <paramref name="after"/>.</summary>
    public async Task<Page<DatasetDescription>> ListAsync(TaskName task, int after, int limit, CancellationToken cancel)
    {
        var page = await Rows.ListAsync(task.ToString(), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(r => r.Value.Description).OfType<DatasetDescription>()], page.Next is { } next ? $"{Keys.Number(next)}" : null);
    }

    /// <summary>The newest complete dataset of a role, or null.</summary>
    public async Task<DatasetDescription?> LatestAsync(TaskName task, DatasetRole role, CancellationToken cancel) =>
        (await Rows.AllAsync(task.ToString(), cancel)).Select(r => r.Value.Description).LastOrDefault(d => d?.Role == role);

    /// <summary>The profile of each column, and of the label.</summary>
    public async Task<IReadOnlyList<ColumnProfile>> ProfileAsync(TaskName task, int version, CancellationToken cancel)
    {
        var blob = await ProfileBlob(task, version).DownloadContentAsync(cancel);
        return blob.Value.Content.ToObjectFromJson<IReadOnlyList<ColumnProfile>>(Json.Options)!;
    }

    /// <summary>The file's bytes from <paramref name="offset"/> on.</summary>
    public Task<Stream> OpenAsync(TaskName task, DatasetDescription dataset, long offset, CancellationToken cancel) =>
        RowsBlob(task, dataset.Version, dataset.Format).OpenReadAsync(offset, cancellationToken: cancel);

    /// <summary>Every usable row, in the file's order.</summary>
    /// <exception cref="InvalidDataException">There is no such dataset, or the task's definition has changed so that the file no longer fits it.</exception>
    public async Task<IReadOnlyList<Example>> ExamplesAsync(TaskDefinition task, int version, CancellationToken cancel)
    {
        var dataset = await FindAsync(task.Name, version, cancel) ?? throw new InvalidDataException($"Task {task.Name} has no dataset {version}.");
        await using var file = await OpenAsync(task.Name, dataset, 0, cancel);
        var opened = await DatasetLines.OpenAsync(dataset.Format, file, task, cancel);
        if (!opened.IsDone)
            throw new InvalidDataException($"Dataset {version} of task {task.Name} does not fit the task's definition: {opened.Refusal.Detail}");
        await using var lines = opened.Value;
        return await lines.ReadAsync(cancel).OfType<UsableLine>().Select(line => line.Example).ToListAsync(cancel);
    }

    internal BlockBlobClient RowsBlob(TaskName task, int version, DatasetFormat format) =>
        container.GetBlockBlobClient($"{task}/{version}/rows.{format.Extension()}");

    internal BlockBlobClient ProfileBlob(TaskName task, int version) => container.GetBlockBlobClient($"{task}/{version}/profile.json");

    internal async Task<int> LastVersionAsync(TaskName task, CancellationToken cancel) => (await Rows.AllAsync(task.ToString(), cancel)).Count;

    private static IEnumerable<(string Name, object? Value)> Columns(DatasetRecord record) => record.Description is not { } dataset
        ? [("State", "uploading")]
        : [
            ("State", "complete"), ("Role", dataset.Role.ToString()), ("Format", dataset.Format.ToString()), ("Rows", dataset.Rows), ("Sha256", dataset.Sha256),
            ("Bytes", dataset.Bytes), ("CreatedAt", dataset.CreatedAt),
        ];
}
