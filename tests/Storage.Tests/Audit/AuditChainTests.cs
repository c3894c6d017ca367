using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain.Audit;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Audit;

/// <summary>Somebody who can write to storage alters the audit; the verification says where.</summary>
public sealed class AuditChainTests(AzuriteFixture azurite)
{
    private const string Third = "0000000003";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Number")]
    [InlineData("At")]
    [InlineData("Action")]
    [InlineData("Task")]
    [InlineData("By")]
    [InlineData("Detail")]
    [InlineData("Key")]
    [InlineData("Previous")]
    [InlineData("Hash")]
    public async Task A_flipped_bit_in_any_column_is_named(string column)
    {
        var (table, chain) = await WithEntriesAsync();

        await AlterAsync(table, Third, row => row[column] = Flipped(row[column]));

        Assert.Equal("audit row 3", await FirstAsync(chain));
    }

    [Fact]
    public async Task Each_flipped_character_of_a_document_is_named()
    {
        var (table, chain) = await WithEntriesAsync();
        var text = (await table.GetEntityAsync<TableEntity>("audit", Third, cancellationToken: Cancel)).Value.GetString("Document");

        for (var place = 0; place < text.Length; place += 3)
        {
            await AlterAsync(table, Third, row => row["Document"] = $"{text[..place]}{(char)(text[place] ^ 1)}{text[(place + 1)..]}");
            Assert.Equal("audit row 3", await FirstAsync(chain));
        }

        await AlterAsync(table, Third, row => row["Document"] = text);
        Assert.Null(await FirstAsync(chain));
    }

    [Fact]
    public async Task A_flipped_character_in_the_last_part_of_a_long_document_is_named()
    {
        var (table, chain) = await WithEntriesAsync();
        using var log = new AuditLog(StorageAccount.FromConnectionString(azurite.ConnectionString, table.Name[..^StorageNames.AuditTable.Length]));
        await log.AppendAsync(Entries.Of(9) with { Document = JsonSerializer.SerializeToElement(new { text = new string('x', 70_000) }) }, Cancel);
        Assert.Null(await FirstAsync(chain));

        await AlterAsync(table, "0000000006", row => row["Document2"] = row.GetString("Document2").Replace("x\"", "y\"", StringComparison.Ordinal));

        Assert.Equal("audit row 6", await FirstAsync(chain));
    }

    [Theory]
    [InlineData("a column more", "audit row 3")]
    [InlineData("a row gone", "audit row 3")]
    [InlineData("the last row gone", "audit row 5")]
    [InlineData("the last row and the head put back", "audit head")]
    [InlineData("two rows swapped", "audit row 3")]
    [InlineData("two rows swapped with their numbers and hashes", "audit row 3")]
    [InlineData("an entry forged with its own hash", "audit row 4")]
    [InlineData("an index gone", "audit row 3")]
    [InlineData("the head gone", "audit head")]
    [InlineData("the head flipped", "audit head")]
    public async Task What_is_taken_out_put_in_or_exchanged_is_named(string what, string named)
    {
        var (table, chain) = await WithEntriesAsync();
        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToDictionaryAsync(row => row.RowKey, cancellationToken: Cancel);
        var index = rows.Keys.Single(key => key.StartsWith("~key.", StringComparison.Ordinal) && rows[key].GetInt32("Number") == 3);
        switch (what)
        {
            case "a column more":
                await AlterAsync(table, Third, row => row["Approved"] = true);
                break;
            case "a row gone":
                await table.DeleteEntityAsync("audit", Third, cancellationToken: Cancel);
                break;
            case "the last row gone":
                await table.DeleteEntityAsync("audit", "0000000005", cancellationToken: Cancel);
                break;
            case "the last row and the head put back":
                await table.DeleteEntityAsync("audit", "0000000005", cancellationToken: Cancel);
                await AlterAsync(table, "~head", row => (row["Number"], row["Hash"]) = (4, rows["0000000004"].GetString("Hash")));
                break;
            case "two rows swapped":
                await PutAsync(table, rows["0000000004"], Third, "Number", "Hash", "Previous");
                await PutAsync(table, rows[Third], "0000000004", "Number", "Hash", "Previous");
                break;
            case "two rows swapped with their numbers and hashes":
                await PutAsync(table, rows["0000000004"], Third);
                await PutAsync(table, rows[Third], "0000000004");
                break;
            case "an entry forged with its own hash":
                var forged = AuditRow.After(new(2, rows[Third].GetString("Previous")), Entries.Of(3) with { By = "Eve" });
                await AlterAsync(table, Third, row => (row["By"], row["Document"], row["Hash"]) = ("Eve", forged.Text, forged.Hash));
                break;
            case "an index gone":
                await table.DeleteEntityAsync("audit", index, cancellationToken: Cancel);
                break;
            case "the head gone":
                await table.DeleteEntityAsync("audit", "~head", cancellationToken: Cancel);
                break;
            default:
                await AlterAsync(table, "~head", row => row["Hash"] = Flipped(row["Hash"]));
                break;
        }

        Assert.Equal(named, await FirstAsync(chain));

        async Task PutAsync(TableClient into, TableEntity from, string key, params string[] except) =>
            await AlterAsync(into, key, row =>
            {
                foreach (var column in from.Keys.Except(["odata.etag", "PartitionKey", "RowKey", "Timestamp", .. except]))
                    row[column] = from[column];
            });
    }

    private async Task<(TableClient Table, AuditChain Chain)> WithEntriesAsync()
    {
        var account = await azurite.NewAccountAsync();
        using var log = new AuditLog(account);
        for (var number = 1; number <= 5; number++)
            await log.AppendAsync(Entries.Of(number), Cancel);
        var chain = new AuditChain(account);
        Assert.Null(await FirstAsync(chain));
        return (account.Table(StorageNames.AuditTable), chain);
    }

    /// <summary>The first place that is broken.</summary>
    private static async Task<string?> FirstAsync(AuditChain chain) => (await chain.WalkAsync(Cancel).FirstOrDefaultAsync(finding => finding.Fault is not null, Cancel))?.What;

    private static async Task AlterAsync(TableClient table, string key, Action<TableEntity> alter)
    {
        var row = (await table.GetEntityAsync<TableEntity>("audit", key, cancellationToken: Cancel)).Value;
        alter(row);
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
    }

    private static object Flipped(object value) => value switch
    {
        int number => number ^ 1,
        DateTimeOffset time => time.AddTicks(1),
        string text => $"{text[..^1]}{(char)(text[^1] ^ 1)}",
        _ => throw new InvalidOperationException("There is no such column."),
    };
}
