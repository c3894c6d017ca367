using System.Globalization;
using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>The overrides of each team's rota, in the order in which they were asked for: a later one counts before an earlier one.</summary>
public sealed class OverrideStore
{
    private readonly DocumentTable<Override> table;

    internal OverrideStore(TableClient table) => this.table = new(Formats.Override, table, one =>
        [("Level", one.Level.ToString()), ("Person", one.Person), ("From", one.From), ("Until", one.Until), ("By", one.By), ("Reason", one.Reason)]);

    /// <summary>The override with its id.</summary>
    /// <param name="team">Whose.</param>
    /// <param name="one">Its id does not matter.</param>
    /// <param name="now">When it is asked for.</param>
    /// <param name="cancel">Stops writing.</param>
    public async Task<Override> AddAsync(string team, Override one, DateTimeOffset now, CancellationToken cancel)
    {
        for (var ticks = now.UtcTicks; ; ticks++)
        {
            var named = one with { Id = ticks.ToString("x16", CultureInfo.InvariantCulture) };
            // The very same is there when the answer to a first try was lost.
            if (await table.AddAsync(Partition(team), named.Id, named, cancel) || (await table.FindAsync(Partition(team), named.Id, cancel))?.Value == named)
                return named;
        }
    }

    /// <summary>Those that are not over at a time.</summary>
    public async Task<Domain.Kernel.Page<Override>> ListAsync(string team, DateTimeOffset now, string? after, int? limit, CancellationToken cancel)
    {
        var page = await table.ListAsync(Partition(team), after, limit, cancel, where: TableClient.CreateQueryFilter($"Until gt {now}"));
        return new([.. page.Items.Select(one => one.Value)], page.Next);
    }

    /// <summary>Ends one now, or takes it away where it has not begun, and gives it as it is then. Null when there is none. One that is over stays as it is.</summary>
    public async Task<Override?> EndAsync(string team, string id, DateTimeOffset now, CancellationToken cancel)
    {
        while (await table.FindAsync(Partition(team), id, cancel) is { } found)
        {
            if (found.Value.Until <= now)
                return found.Value;
            if (found.Value.From >= now)
            {
                await table.DeleteAsync(Partition(team), id, cancel);
                return found.Value;
            }

            if (await table.ReplaceAsync(Partition(team), id, found, found.Value with { Until = now }, cancel) is { } ended)
                return ended.Value;
        }

        return null;
    }

    private static string Partition(string team) => $"overrides.{team}";
}
