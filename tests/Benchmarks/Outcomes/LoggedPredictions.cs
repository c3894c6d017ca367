using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;

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
            await using var log = new PredictionLog(account, new InstanceId($"bench{instance}"), TimeProvider.System, NullLogger<PredictionLog>.Instance);
            foreach (var rows in Enumerable.Range(0, (count / Instances) + (instance < count % Instances ? 1 : 0)).Select(_ => Line(orders)).Chunk(RowsAtOnce))
            {
                if ((log.Append(task, LogMode.Required, rows.SelectMany(row => row).ToArray(), rows.Length, out var receipt) ?? await receipt.WrittenAsync()) is { } refusal)
                    throw new BenchmarkException(refusal.Detail);
                for (var (row, offset) = (0, 0); row < rows.Length; offset += rows[row++].Length)
                    ids.Add(PredictionId.Parse(receipt.Id(offset, rows[row].Length)!));
            }
        }
        return (ids, ids.Sum(id => (long)id.Length));
    }

    private static byte[] Line(SampleOrders orders)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, LogRow.Writing))
        {
            LogRow.Begin(json, SampleOrders.Start, 1, null, Encoding.UTF8.GetBytes(orders.Next()));
            Output.Write(json, "minutes", new Estimate(38.21, 27.93, 55.14));
            LogRow.End(json, 0.05);
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }
}
