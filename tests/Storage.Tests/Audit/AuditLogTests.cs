using MlFunctions.Domain.Audit;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Audit;

public sealed class AuditLogTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_that_append_two_hundred_entries_at_once_some_of_them_both_make_one_chain()
    {
        var account = await azurite.NewAccountAsync();
        using var one = new AuditLog(account);
        using var other = new AuditLog(StorageAccount.FromConnectionString(azurite.ConnectionString, account.Table(StorageNames.AuditTable).Name[..^StorageNames.AuditTable.Length]));

        // Every fourth entry is told by both.
        await Task.WhenAll(Enumerable.Range(0, 200).SelectMany(number => number % 4 == 0 ? new[] { (one, number), (other, number) } : [(number % 2 == 0 ? one : other, number)])
            .Select(append => append.Item1.AppendAsync(Entries.Of(append.number), Cancel)));

        var found = await new AuditChain(account).WalkAsync(Cancel).ToListAsync(Cancel);
        Assert.All(found, finding => Assert.Null(finding.Fault));
        Assert.Equal(Enumerable.Range(1, 200), found.Select(finding => finding.Last.Number));
        Assert.Equal(Enumerable.Range(0, 200).Select(number => Entries.Of(number).Key).Order(StringComparer.Ordinal), found.Select(finding => finding.Entry!.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_entry_whose_answer_got_lost_is_kept_once_and_told_again_changes_nothing()
    {
        var network = new LostAnswer("$batch");
        var account = await network.NewAccountAsync(azurite);
        using var log = new AuditLog(account);

        await log.AppendAsync(Entries.Of(1), Cancel);
        await log.AppendAsync(Entries.Of(2), Cancel);
        await log.AppendAsync(Entries.Of(1) with { Detail = "told otherwise" }, Cancel);

        Assert.True(network.HasHappened);
        Assert.Equal(["Entry 1.", "Entry 2."], (await log.ListAsync(null, null, 0, 10, Cancel)).Items.Select(line => line.Detail));
        Assert.All(await new AuditChain(account).WalkAsync(Cancel).ToListAsync(Cancel), finding => Assert.Null(finding.Fault));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_are_filtered_by_task_and_action()
    {
        using var log = new AuditLog(await azurite.NewAccountAsync());
        for (var number = 0; number < 7; number++)
            await log.AppendAsync(Entries.Of(number), Cancel);

        var first = await log.ListAsync(null, null, 0, 3, Cancel);
        var second = await log.ListAsync(null, null, int.Parse(first.Next!, System.Globalization.CultureInfo.InvariantCulture), 3, Cancel);
        var ofTask = await log.ListAsync(Entries.Of(1).Task, null, 0, 100, Cancel);

        Assert.Equal([1, 2, 3, 4, 5, 6], first.Items.Concat(second.Items).Select(line => line.Number));
        Assert.Equal(("6", null), (second.Next, ofTask.Next));
        Assert.Equal([2, 4, 6], ofTask.Items.Select(line => line.Number));
        Assert.Equal([1, 4, 7], (await log.ListAsync(null, AuditAction.Gate, 0, 100, Cancel)).Items.Select(line => line.Number));
        Assert.Equal("""{"text":"é","of":1}""", ofTask.Items[0].Document!.Value.GetRawText());
        Assert.Equal(first.Items[0].Hash, first.Items[1].Previous);
    }
}
