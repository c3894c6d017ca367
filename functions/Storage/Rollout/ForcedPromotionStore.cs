using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Rollout;

/// <summary>Promotions past closed gates that someone asked for, beside the deployments of the task and in a partition of their own.</summary>
public sealed class ForcedPromotionStore(StorageAccount account)
{
    private readonly DocumentTable<ForcedPromotion> table = new(Formats.ForcedPromotion, account.Table(StorageNames.DeploymentsTable), asked =>
        [("At", asked.At), ("Model", asked.Model), ("To", asked.To.ToString()), ("By", asked.By), ("Reason", asked.Reason), ("Ticket", asked.Ticket.ToString()), ("ApprovedBy", asked.ApprovedBy)]);

    /// <summary>Keeps a request under the next free number, by which it is made.</summary>
    public async Task<ForcedPromotion> AddAsync(TaskName task, Func<int, ForcedPromotion> make, CancellationToken cancel)
    {
        for (var id = (await table.AllAsync(Partition(task), cancel)).Count + 1; ; id++)
        {
            var asked = make(id);
            if (await table.AddAsync(Partition(task), Keys.Of(id), asked, cancel))
                return asked;
        }
    }

    public Task<Stored<ForcedPromotion>?> FindAsync(TaskName task, int id, CancellationToken cancel) => table.FindAsync(Partition(task), Keys.Of(id), cancel);

    /// <summary>False when someone else wrote it since it was read.</summary>
    public async Task<bool> ReplaceAsync(TaskName task, Stored<ForcedPromotion> old, ForcedPromotion asked, CancellationToken cancel) =>
        await table.ReplaceAsync(Partition(task), Keys.Of(asked.Id), old, asked, cancel) is not null;

    /// <summary>The oldest first.</summary>
    public async Task<Domain.Kernel.Page<ForcedPromotion>> ListAsync(TaskName task, int after, int? limit, CancellationToken cancel)
    {
        var page = await table.ListAsync(Partition(task), Keys.Of(after), limit, cancel);
        return new([.. page.Items.Select(asked => asked.Value)], page.Next is { } next ? $"{Keys.Number(next)}" : null);
    }

    private static string Partition(TaskName task) => $"{task}~forced";
}
