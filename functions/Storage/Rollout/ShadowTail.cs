using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Shadows;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;

namespace MlFunctions.Storage.Rollout;

/// <summary>Reads the newest of what shadows answered.</summary>
public sealed class ShadowTail(StorageAccount account)
{
    private const int Hours = 14 * 24;
    private const int MostRows = 20_000;
    private const long MostBytes = 32 << 20;
    private const long MostBytesOfASegment = 8 << 20;

    private readonly LogTail tail = new(account, StorageNames.ShadowsContainer, Formats.ShadowLog);

    /// <summary>The rows of one shadow beside one production model, the newest first: at most 20,000, of two weeks and 32 MiB.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="model">The shadow.</param>
    /// <param name="production">Who answered.</param>
    /// <param name="to">In the newest hour.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyList<ShadowRow>> ReadAsync(TaskName task, int model, int production, DateTimeOffset to, CancellationToken cancel)
    {
        var (rows, left) = (new List<ShadowRow>(), MostBytes);
        await foreach (var hour in tail.HoursAsync(task, to, Hours, cancel))
        {
            var share = Math.Min(MostBytesOfASegment, left / hour.Count);
            foreach (var segment in hour)
            {
                rows.AddRange(await tail.EndAsync(segment, share, (_, line) => ShadowRow.Read(line) is { } row && row.Model == model && row.Production == production ? row : null, cancel));
                left -= Math.Min(share, segment.Bytes);
            }

            if (rows.Count >= MostRows || left < MostBytesOfASegment)
                break;
        }

        return [.. rows.OrderByDescending(row => row.At).Take(MostRows)];
    }
}
