using System.Text;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage;
using MlFunctions.Storage.Predictions;

namespace MlFunctions.Benchmarks.Outcomes;

/// <summary>Predictions that several instances have answered, written to their log as the host writes it.</summary>
internal static class LoggedPredictions
{
    private const int Instances = 4;
    private const int RowsAtOnce = 1_000;

    /// <summary>Their ids, in the order of the log; the rows' bytes.</summary>
    public static async Task<(List<PredictionId> Ids, long Bytes)> WriteAsync(StorageAccount account, TaskName task, int count, int seed)
    {
        var orders = new SampleOrders(seed);
        var ids = new List<PredictionId>();
        for (var instance = 0; instance < Instances; instance++)
        {
            await using var log = new PredictionLog(account, new InstanceId($"bench{instance}"), TimeProvider.System);
            foreach (var rows in Enumerable.Range(0, (count / Instances) + (instance < count % Instances ? 1 : 0)).Select(_ => Row(orders)).Chunk(RowsAtOnce))
            {
                var written = await log.AppendAsync(task, rows);
                ids.AddRange(written.IsDone ? written.Value : throw new BenchmarkException(written.Refusal.Detail));
            }
        }
        return (ids, ids.Sum(id => (long)id.Length));
    }

    private static ReadOnlyMemory<byte> Row(SampleOrders orders) =>
        LogRow.Answer(SampleOrders.Start, 1, null, Encoding.UTF8.GetBytes(orders.Next()), """{"minutes":38.21,"p10":27.93,"p90":55.14}"""u8, 0.05);
}
