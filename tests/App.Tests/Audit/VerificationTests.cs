using Azure;
using Azure.Data.Tables;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Audit;

public sealed class VerificationTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flipped_bit_in_any_file_of_a_model_or_a_dataset_is_named_by_what_it_belongs_to()
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.SweepAsync();
        var whole = await host.VerifyAsync();
        Assert.True(whole.GetProperty("isIntact").GetBoolean(), whole.GetRawText());
        Assert.Equal((2, 1), (whole.GetProperty("models").Int("checked"), whole.GetProperty("datasets").Int("checked")));

        foreach (var (container, file, kind, named) in new[]
        {
            ("models", "2/model.zip", "models", "model/sample-task/2"), ("models", "2/card.json", "models", "model/sample-task/2"), ("models", "2/evaluation.csv", "models", "model/sample-task/2"),
            ("models", "2/profile.json", "models", "model/sample-task/2"), ("datasets", "1/rows.csv", "datasets", "dataset/sample-task/1"), ("datasets", "1/profile.json", "datasets", "dataset/sample-task/1"),
        })
        {
            await host.FlipAsync(container, $"sample-task/{file}");
            var verified = await host.VerifyAsync();
            Assert.False(verified.GetProperty("isIntact").GetBoolean());
            var broken = verified.GetProperty(kind).GetProperty("broken");
            Assert.Equal(named, broken.Text("what"));
            Assert.Contains(file[2..], broken.Text("detail"), StringComparison.Ordinal);
            Assert.False(verified.TryGetProperty("broken", out _));
            await host.FlipAsync(container, $"sample-task/{file}");
        }

        Assert.True((await host.VerifyAsync()).GetProperty("isIntact").GetBoolean());
        await host.Storage.Container("models").GetBlobClient("sample-task/1/model.zip").DeleteAsync(cancellationToken: Cancel);
        Assert.Contains("is gone", (await host.VerifyAsync("?scope=models")).GetProperty("models").GetProperty("broken").Text("detail"), StringComparison.Ordinal);
        Assert.True((await host.VerifyAsync("?scope=datasets")).GetProperty("isIntact").GetBoolean());
    }

    [Theory]
    [InlineData(StorageNames.DatasetsTable, "datasets", "dataset/sample-task/1", "\"rows\":600", "\"rows\":601")]
    [InlineData(StorageNames.ModelsTable, "models", "model/sample-task/1", "\"metric\":\"mae\"", "\"metric\":\"mad\"")]
    public async Task A_character_of_a_description_or_a_row_of_the_list_that_is_altered_or_taken_out_is_named(string name, string kind, string named, string text, string altered)
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.SweepAsync();
        var table = host.Storage.Table(name);
        var row = (await table.GetEntityAsync<TableEntity>("sample-task", "0000000001", cancellationToken: Cancel)).Value;
        Assert.Contains(text, row.GetString("Document"), StringComparison.Ordinal);

        row["Document"] = row.GetString("Document").Replace(text, altered, StringComparison.Ordinal);
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
        Assert.Equal(named, (await host.VerifyAsync()).GetProperty(kind).GetProperty("broken").Text("what"));
        await table.DeleteEntityAsync(row, ETag.All, Cancel);

        Assert.Equal(named, (await host.VerifyAsync()).GetProperty(kind).GetProperty("broken").Text("what"));
    }

    [Fact]
    public async Task What_the_audit_has_not_been_told_yet_is_held_against_the_list()
    {
        await using var host = await AuditedService.StartAsync(azurite);
        var whole = await host.VerifyAsync();
        Assert.Equal((true, 2, 1), (whole.GetProperty("isIntact").GetBoolean(), whole.GetProperty("models").Int("pending"), whole.GetProperty("datasets").Int("pending")));

        await host.FlipAsync("models", "sample-task/1/model.zip");

        Assert.Equal("model/sample-task/1", (await host.VerifyAsync()).GetProperty("models").GetProperty("broken").Text("what"));
    }

    [Fact]
    public async Task An_altered_row_is_named_and_a_head_that_was_kept_tells_a_chain_that_was_written_anew()
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.SweepAsync();
        var head = (await host.VerifyAsync()).GetProperty("head");
        var pin = $"?scope=chain&number={head.Int("number")}&hash={head.Text("hash")}";
        await host.PromoteAsync(1, force: true);
        Assert.True((await host.VerifyAsync(pin)).GetProperty("pin").GetProperty("stands").GetBoolean());

        // Everything is taken out and told again: the chain is sound in itself, but not the one that there was.
        var table = host.Storage.Table(StorageNames.AuditTable);
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancel))
            await table.DeleteEntityAsync(row, ETag.All, Cancel);
        await host.SweepAsync();
        var anew = await host.VerifyAsync(pin);
        Assert.Equal((false, false), (anew.GetProperty("isIntact").GetBoolean(), anew.GetProperty("pin").GetProperty("stands").GetBoolean()));
        Assert.True((await host.VerifyAsync("?scope=chain")).GetProperty("isIntact").GetBoolean());

        var second = (await table.GetEntityAsync<TableEntity>("audit", "0000000002", cancellationToken: Cancel)).Value;
        second["By"] = "Eve";
        await table.UpdateEntityAsync(second, ETag.All, TableUpdateMode.Replace, Cancel);
        var broken = await host.VerifyAsync();
        Assert.Equal("audit row 2", broken.GetProperty("broken").Text("what"));
        Assert.Contains("By", broken.GetProperty("broken").Text("detail"), StringComparison.Ordinal);
        Assert.Equal("Eve", (await host.AuditAsync("")).Single(row => row.Int("number") == 2).Text("by"));
    }
}
