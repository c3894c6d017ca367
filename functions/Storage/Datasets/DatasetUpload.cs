using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets;

/// <summary>Brings a file into the store whole or not at all: a version is reserved, the file checked while its blocks are staged, and only then is anything visible.</summary>
public sealed class DatasetUpload(StorageAccount account, DatasetStore datasets, TimeProvider time)
{
    private readonly TableClient table = account.Table(StorageNames.DatasetsTable);

    static DatasetUpload() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true); // else a cut gzip ends like a whole one

    /// <summary>Keeps a file as a new version; the same bytes in the same role give the version that they had before.</summary>
    /// <param name="task">Whose rows they are.</param>
    /// <param name="role">What they are for.</param>
    /// <param name="format">How the file writes its rows.</param>
    /// <param name="file">In UTF-8, read once from here to its end.</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    public Task<Result<DatasetDescription>> AddAsync(TaskDefinition task, DatasetRole role, DatasetFormat format, Stream file, CancellationToken cancel) =>
        AddAsync(task, role, format, file, null, _ => Task.FromResult<Refusal?>(null), cancel);

    /// <summary>The same, where the caller has a condition that only the whole file can fulfil.</summary>
    /// <param name="check">Is called once the file has been read and found usable; a refusal keeps nothing.</param>
    public Task<Result<DatasetDescription>> AddAsync(TaskDefinition task, DatasetRole role, DatasetFormat format, Stream file, Func<CancellationToken, Task<Refusal?>> check, CancellationToken cancel) =>
        AddAsync(task, role, format, file, null, check, cancel);

    /// <summary>Keeps rows of the log as a new version. The same log and cut give the same bytes, so of several instances that keep them one makes a version, and all are given it.</summary>
    public async Task<Result<DatasetDescription>> AddAsync(TaskDefinition task, DatasetRole role, LoggedRowsFile rows, CancellationToken cancel)
    {
        await using var file = rows.Open();
        return await AddAsync(task, role, DatasetFormat.Csv, file, rows, _ => Task.FromResult<Refusal?>(null), cancel);
    }

    private async Task<Result<DatasetDescription>> AddAsync(
        TaskDefinition task, DatasetRole role, DatasetFormat format, Stream file, LoggedRowsFile? logged, Func<CancellationToken, Task<Refusal?>> check, CancellationToken cancel)
    {
        var (version, reservation) = await ReserveAsync(task.Name, cancel);
        var mayBePublished = false;
        try
        {
            await using var staged = new StagedBlob(file, datasets.RowsBlob(task.Name, version, format));
            var read = await ReadAsync(task, format, staged, cancel);
            if (!read.IsDone)
                return read.Refusal;
            if (await check(cancel) is { } refusal)
                return refusal;
            var description = new DatasetDescription(version, role, read.Value.Rows, staged.Sha256, staged.Bytes, time.GetUtcNow(), read.Value.Header, read.Value.Warnings, format)
            {
                From = read.Value.Times(task)?.From ?? logged?.Times.From,
                To = read.Value.Times(task)?.To ?? logged?.Times.To,
                Origin = logged?.Origin,
            };
            if (await EarlierAsync(task.Name, description, cancel) is { } earlier)
                return earlier;
            await staged.CommitAsync(format.ContentType(), cancel);
            await UploadProfileAsync(task.Name, version, read.Value.Profile, cancel);
            if (logged is not null)
                await UploadLineageAsync(task.Name, version, logged, cancel);
            mayBePublished = true; // until an answer comes that says otherwise
            if (await PublishAsync(task.Name, description, reservation, cancel))
                return description;
            var first = (await EarlierAsync(task.Name, description, cancel))!;
            mayBePublished = first.Version == version; // when it was the answer to the first try that got lost
            return first;
        }
        catch (InvalidDataException notGzip)
        {
            return new Invalid($"The file is not whole gzip, though its content encoding says gzip: {notGzip.Message} Zip it again, or send it plain, without that encoding.", [new("line 1, column 1", notGzip.Message)]);
        }
        finally
        {
            if (!mayBePublished)
                await DiscardAsync(task.Name, version, reservation, format);
        }
    }

    private static async Task<Result<DatasetReading>> ReadAsync(TaskDefinition task, DatasetFormat format, StagedBlob file, CancellationToken cancel)
    {
        var opened = await DatasetLines.OpenAsync(format, file, task, cancel);
        if (!opened.IsDone)
            return opened.Refusal;
        await using var lines = opened.Value;
        return file.IsUtf16 ? DatasetLines.NotUtf8 : await DatasetReading.OfAsync(lines, task, cancel);
    }

    private async Task<(int Version, Stored<DatasetRecord> Reservation)> ReserveAsync(TaskName task, CancellationToken cancel)
    {
        for (var version = await datasets.LastVersionAsync(task, cancel) + 1; ; version++)
        {
            if (await datasets.Rows.InsertAsync(task.ToString(), Keys.Of(version), new DatasetRecord(null) { ReservedAt = time.GetUtcNow() }, cancel) is { } reservation)
                return (version, reservation);
        }
    }

    private async Task<DatasetDescription?> EarlierAsync(TaskName task, DatasetDescription same, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(task.ToString(), ContentKey(same), cancellationToken: cancel);
        return row.HasValue ? await datasets.FindAsync(task, row.Value!.GetInt32("Version")!.Value, cancel) : null;
    }

    private async Task UploadProfileAsync(TaskName task, int version, IReadOnlyList<ColumnProfile> profile, CancellationToken cancel)
    {
        await datasets.ProfileBlob(task, version).UploadAsync(BinaryData.FromObjectAsJson(profile, Json.Readable).ToStream(), Formats.DatasetProfile.Options("application/json"), cancel);
    }

    private async Task UploadLineageAsync(TaskName task, int version, LoggedRowsFile rows, CancellationToken cancel)
    {
        await using var blob = await datasets.LineageBlob(task, version).OpenWriteAsync(overwrite: true, new BlockBlobOpenWriteOptions { Metadata = Formats.Lineage.Metadata }, cancel);
        await Lineage.WriteAsync(rows.Origins, blob, cancel);
    }

    /// <summary>Makes the version complete and findable by its content in one transaction; false when the same content was published meanwhile.</summary>
    private async Task<bool> PublishAsync(TaskName task, DatasetDescription description, Stored<DatasetRecord> reservation, CancellationToken cancel)
    {
        var partition = task.ToString();
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.Add, new TableEntity(partition, ContentKey(description)) { ["Version"] = description.Version }),
            new(TableTransactionActionType.UpdateReplace, datasets.Rows.Entity(partition, Keys.Of(description.Version), new DatasetRecord(description)), reservation.ETag),
        ];
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    private async Task DiscardAsync(TaskName task, int version, Stored<DatasetRecord> reservation, DatasetFormat format)
    {
        await datasets.RowsBlob(task, version, format).DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        await datasets.ProfileBlob(task, version).DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        await datasets.LineageBlob(task, version).DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        await datasets.Rows.DeleteAsync(task.ToString(), Keys.Of(version), reservation, CancellationToken.None);
    }

    internal static string ContentKey(DatasetDescription dataset) => $"~{dataset.Role}-{dataset.Sha256}";
}
