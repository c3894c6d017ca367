using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>The silences of each task, beside its alarms. An id begins with the silence's end, so that those that last are found without reading those that are over.</summary>
public sealed class SilenceStore(StorageAccount account)
{
    private const string Prefix = "silence.";

    private readonly DocumentTable<Silence> table = new(Formats.Silence, account.Table(StorageNames.AlarmsTable), silence =>
        [("Alarm", silence.Alarm), ("From", silence.From), ("Until", silence.Until), ("Reason", silence.Reason), ("By", silence.By), ("EndedAt", silence.EndedAt)]);

    /// <summary>The silence with its id.</summary>
    public async Task<Silence> AddAsync(TaskName task, Silence silence, CancellationToken cancel)
    {
        for (var from = silence.From; ; from = from.AddTicks(1))
        {
            var named = silence with { Id = $"{Moment(silence.Until)}-{from.UtcTicks:x}" };
            if (await table.AddAsync(task.ToString(), Prefix + named.Id, named, cancel))
                return named;
        }
    }

    /// <summary>Those of any rule that may last.</summary>
    public async Task<IReadOnlyList<Silence>> LastingAsync(TaskName task, DateTimeOffset now, CancellationToken cancel) =>
        [.. (await table.ListAsync(task.ToString(), Prefix + Moment(now), null, cancel, Keys.End(Prefix))).Items.Select(silence => silence.Value)];

    /// <summary>Those of a rule, the ones that end first before the others; those of every rule are among them.</summary>
    public async Task<Domain.Kernel.Page<Silence>> ListAsync(TaskName task, string rule, string? after, int? limit, CancellationToken cancel)
    {
        var where = Azure.Data.Tables.TableClient.CreateQueryFilter($"Alarm eq {rule} or Alarm eq {Silence.All}");
        var page = await table.ListAsync(task.ToString(), Prefix + after, limit, cancel, Keys.End(Prefix), where);
        return new([.. page.Items.Select(silence => silence.Value)], page.Next is null ? null : page.Items[^1].Value.Id);
    }

    /// <summary>Ends a silence now; null when the rule has none of this id. One that is over stays as it is.</summary>
    public async Task<Silence?> EndAsync(TaskName task, string rule, string id, DateTimeOffset now, CancellationToken cancel)
    {
        while (await table.FindAsync(task.ToString(), Prefix + id, cancel) is { } found && found.Value.Alarm == rule)
        {
            if (found.Value.EndedAt is not null || found.Value.Until <= now)
                return found.Value;
            if (await table.ReplaceAsync(task.ToString(), Prefix + id, found, found.Value with { EndedAt = now }, cancel) is { } ended)
                return ended.Value;
        }

        return null;
    }

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
