using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>Streams everything that was told of a segment's predictions.</summary>
public sealed class SegmentOutcomes(StorageAccount account)
{
    private readonly TableClient table = account.Table(StorageNames.OutcomesTable);

    /// <summary>In the order of the log, a page of the table in memory at a time.</summary>
    public async IAsyncEnumerable<OutcomeHistory> ReadAsync(LogSegment segment, [EnumeratorCancellation] CancellationToken cancel)
    {
        var partition = OutcomeEntity.Partition(segment);
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: OutcomeEntity.KnownColumns, cancellationToken: cancel))
        {
            if (OutcomeEntity.Prediction(segment, row.RowKey) is { } prediction)
                yield return OutcomeEntity.ToHistory(prediction, row);
        }
    }
}
