using System.Text;
using MlFunctions.Domain.Predictions;
using MlFunctions.Storage;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>What stands in the log blobs, read beside the host.</summary>
/// <param name="Rows">Rows of the calls with the mark, answered or not.</param>
/// <param name="Twice">How many of them repeat another: the same unit and input.</param>
/// <param name="Broken">Lines that are no row, or end without a line feed.</param>
internal sealed record LogScan(int Rows, int Twice, int Broken)
{
    /// <summary>Reads the whole log, and counts the rows whose unit begins with <paramref name="mark"/>.</summary>
    public static async Task<LogScan> RunAsync(StorageAccount account, string mark, CancellationToken cancel)
    {
        var (rows, broken) = (0, 0);
        var seen = new HashSet<(string Unit, string Input)>();
        var container = account.Container(StorageNames.PredictionsContainer);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancel))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(cancel)).Value.Content.ToString();
            var lines = content.Split('\n');
            broken += lines[^1].Length > 0 ? 1 : 0;
            foreach (var line in lines[..^1])
            {
                if (LogRow.Read(Encoding.UTF8.GetBytes(line)) is not { } row)
                {
                    broken++;
                }
                else if (row is { Unit: { } unit, Input: { } input } && unit.StartsWith(mark, StringComparison.Ordinal))
                {
                    rows++;
                    seen.Add((unit, input.GetRawText()));
                }
            }
        }
        return new LogScan(rows, rows - seen.Count, broken);
    }
}
