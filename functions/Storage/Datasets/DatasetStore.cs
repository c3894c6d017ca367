using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets;

/// <summary>
/// Immutable versions of rows: <c>datasets/{task}/{version}/rows.csv</c> (or <c>rows.svm</c>) as uploaded, beside it <c>profile.json</c> and, where it was made of the log, <c>lineage.csv</c>,
/// and a row in the table.
/// </summary>
public sealed class DatasetStore(StorageAccount account)
{
    /// <summary>Keys that begin with a tilde are for rows that are no datasets.</summary>
    private const string LookKey = "~look";

    private readonly BlobContainerClient container = account.Container(StorageNames.DatasetsContainer);
    private readonly DocumentTable<DatasetLook> looks = new(Formats.DatasetSchedule, account.Table(StorageNames.DatasetsTable), look => [("Cut", look.Cut)]);

    internal DocumentTable<DatasetRecord> Rows { get; } = new(Formats.Dataset, account.Table(StorageNames.DatasetsTable), Columns);

    public async Task<DatasetDescription?> FindAsync(TaskName task, int version, CancellationToken cancel) =>
        (await Rows.FindAsync(task.ToString(), Keys.Of(version), cancel))?.Value.Description;

    /// <summary>Complete datasets after version <paramref name="after"/>.</summary>
    public async Task<Domain.Kernel.Page<DatasetDescription>> ListAsync(TaskName task, int after, int? limit, CancellationToken cancel)
    {
        var page = await Rows.ListAsync(task.ToString(), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(r => r.Value.Description).OfType<DatasetDescription>()], page.Next is { } next ? $"{Keys.Number(next)}" : null);
    }

    /// <summary>The newest complete dataset of a role, or null.</summary>
    public async Task<DatasetDescription?> LatestAsync(TaskName task, DatasetRole role, CancellationToken cancel) =>
        (await Rows.AllAsync(task.ToString(), cancel)).Select(r => r.Value.Description).LastOrDefault(d => d?.Role == role && d.DeletedAt is null);

    /// <summary>The newest complete dataset of the same role that is older, or null.</summary>
    public async Task<DatasetDescription?> BeforeAsync(TaskName task, DatasetDescription dataset, CancellationToken cancel) =>
        (await Rows.AllAsync(task.ToString(), cancel)).Select(r => r.Value.Description).LastOrDefault(d => d?.Role == dataset.Role && d.Version < dataset.Version);

    /// <summary>The profile of each column, and of the label.</summary>
    public async Task<IReadOnlyList<ColumnProfile>> ProfileAsync(TaskName task, int version, CancellationToken cancel)
    {
        var found = (await ProfileBlob(task, version).DownloadContentAsync(cancel)).Value;
        return Formats.DatasetProfile.Read<IReadOnlyList<ColumnProfile>>(found, ProfileBlob(task, version).Name);
    }

    /// <summary>The file's bytes from <paramref name="offset"/> on.</summary>
    public Task<Stream> OpenAsync(TaskName task, DatasetDescription dataset, long offset, CancellationToken cancel) =>
        RowsBlob(task, dataset.Version, dataset.Format).OpenReadAsync(offset, cancellationToken: cancel);

    /// <summary>Every usable row, in the file's order.</summary>
    /// <exception cref="InvalidDataException">There is no such dataset, its file is gone or not the one that was kept, or the task's definition has changed so that it no longer fits.</exception>
    public async Task<IReadOnlyList<Example>> ExamplesAsync(TaskDefinition task, int version, CancellationToken cancel)
    {
        var dataset = await FindAsync(task.Name, version, cancel) ?? throw new InvalidDataException($"Task {task.Name} has no dataset {version}.");
        await using var file = await VerifiedAsync(task.Name, dataset, cancel);
        var opened = await DatasetLines.OpenAsync(dataset.Format, file, task, cancel);
        var rows = opened.IsDone ? await RowsAsync(opened.Value, cancel) : [];
        if (await file.Sha256Async(cancel) != dataset.Sha256)
            throw new InvalidDataException(Changed(dataset));
        return opened.IsDone ? rows : throw new InvalidDataException($"Dataset {version} of task {task.Name} does not fit the task's definition: {opened.Refusal.Detail}");
    }

    private async Task<VerifiedFile> VerifiedAsync(TaskName task, DatasetDescription dataset, CancellationToken cancel)
    {
        try
        {
            return new VerifiedFile(await OpenAsync(task, dataset, 0, cancel));
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new InvalidDataException($"The rows of dataset {dataset.Version} of task {task} are {(dataset.DeletedAt is null ? "gone from storage" : "deleted by retention")}.", gone);
        }
    }

    /// <summary>Of a dataset of the log: when the label of each line was known, in seconds since 1970-01-01 UTC; null of an upload.</summary>
    public async Task<IReadOnlyList<double>?> KnownTimesAsync(TaskName task, DatasetDescription dataset, CancellationToken cancel)
    {
        if (dataset.Origin is null)
            return null;
        var lineage = LineageBlob(task, dataset.Version);
        _ = Formats.Lineage.Of((await lineage.GetPropertiesAsync(cancellationToken: cancel)).Value.Metadata, lineage.Name);
        await using var file = await lineage.OpenReadAsync(cancellationToken: cancel);
        return await Lineage.ReadAsync(file, cancel).Select(origin => (origin.KnownAt - DateTimeOffset.UnixEpoch).TotalSeconds).ToListAsync(cancel);
    }

    /// <summary>The last time that datasets of the log were due; null before the first.</summary>
    public async Task<DatasetLook?> LookAsync(TaskName task, CancellationToken cancel) => (await looks.FindAsync(task.ToString(), LookKey, cancel))?.Value;

    public Task PutLookAsync(TaskName task, DatasetLook look, CancellationToken cancel) => looks.PutAsync(task.ToString(), LookKey, look, cancel);

    internal BlockBlobClient RowsBlob(TaskName task, int version, DatasetFormat format) =>
        container.GetBlockBlobClient($"{task}/{version}/rows.{format.Extension()}");

    internal BlockBlobClient ProfileBlob(TaskName task, int version) => container.GetBlockBlobClient($"{task}/{version}/profile.json");

    internal BlockBlobClient LineageBlob(TaskName task, int version) => container.GetBlockBlobClient($"{task}/{version}/lineage.csv");

    internal async Task<int> LastVersionAsync(TaskName task, CancellationToken cancel) => (await Rows.AllAsync(task.ToString(), cancel)).Count;

    private static async Task<IReadOnlyList<Example>> RowsAsync(DatasetLines opened, CancellationToken cancel)
    {
        await using var lines = opened;
        return await lines.ReadAsync(cancel).OfType<UsableLine>().Select(line => line.Example).ToListAsync(cancel);
    }

    private static string Changed(DatasetDescription dataset) => $"Dataset {dataset.Version} is not the file that was uploaded: its SHA-256 is another.";

    private static IEnumerable<(string Name, object? Value)> Columns(DatasetRecord record) => record.Description is not { } dataset
        ? [("State", "uploading")]
        : [
            ("State", dataset.DeletedAt is null ? "complete" : "deleted"), ("Role", dataset.Role.ToString()), ("Format", dataset.Format.ToString()), ("Rows", dataset.Rows), ("Sha256", dataset.Sha256),
            ("Bytes", dataset.Bytes), ("CreatedAt", dataset.CreatedAt),
        ];
}
