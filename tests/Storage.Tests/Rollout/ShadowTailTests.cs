using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Rollout;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Rollout;

public sealed class ShadowTailTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 1, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_two_instances_wrote_is_read_newest_first_of_the_one_shadow_and_production_that_are_asked_for()
    {
        var account = await azurite.NewAccountAsync();
        await WriteAsync(account, "one", Now.AddDays(-1), Row(0), Row(1), Row(2, model: 8), Row(3, production: 6));
        await WriteAsync(account, "two", Now, Row(4), """{"at":"2026-03-04T01:30:00+00:00","lost":3}""", Row(5));

        var rows = await new ShadowTail(account).ReadAsync(SampleTask.Definition.Name, 7, 5, Now, Cancel);

        Assert.Equal([5, 4, 1, 0], rows.Select(row => row.At.Second));
        Assert.Empty(await new ShadowTail(account).ReadAsync(SampleTask.Definition.Name, 9, 5, Now, Cancel));
    }

    [Fact]
    public async Task Of_many_rows_no_more_are_read_than_a_comparison_needs()
    {
        var account = await azurite.NewAccountAsync();
        await WriteAsync(account, "one", Now, [.. Enumerable.Repeat(Row(0), 25_000)]);

        Assert.Equal(20_000, (await new ShadowTail(account).ReadAsync(SampleTask.Definition.Name, 7, 5, Now, Cancel)).Count);
    }

    private static string Row(int second, int model = 7, int production = 5) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"at":"2026-03-04T01:30:0{{second}}+00:00","model":{{model}},"production":{{production}},"answered":{"minutes":1},"output":{"minutes":2},"milliseconds":0.01}""");

    private static async Task WriteAsync(StorageAccount account, string instance, DateTimeOffset at, params string[] rows)
    {
        await using var log = new ShadowLog(account, new InstanceId(instance), new FakeTimeProvider(at));
        log.Append(SampleTask.Definition.Name, Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n"), rows.Length);
    }
}
