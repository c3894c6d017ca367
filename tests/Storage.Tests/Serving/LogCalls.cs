using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Serving;

namespace MlFunctions.Storage.Tests.Serving;

/// <summary>A call for predictions, as the log sees it.</summary>
internal static class LogCalls
{
    /// <summary>Has rows kept, and waits as long as the log says; their ids, or why they are not kept. There are none where a best-effort log had no room.</summary>
    public static async Task<Result<PredictionId[]>> KeepAsync(this PredictionLog log, TaskName task, LogMode mode, string[] rows)
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row + "\n")));
        if ((log.Append(task, mode, lines, rows.Length, out var receipt) ?? await receipt.WrittenAsync()) is { } refusal)
            return refusal;
        if (!receipt.IsKept)
            return Array.Empty<PredictionId>();
        var ids = new PredictionId[rows.Length];
        for (var (row, offset) = (0, 0); row < rows.Length; offset += Length(rows[row++]))
            ids[row] = PredictionId.Parse(receipt.Id(offset, Length(rows[row]))!);
        return ids;
    }

    private static int Length(string row) => Encoding.UTF8.GetByteCount(row) + 1;
}
