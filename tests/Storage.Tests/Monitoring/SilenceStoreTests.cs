using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Monitoring;

public sealed class SilenceStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, 891, TimeSpan.Zero);
    private static readonly Domain.Kernel.TaskName Task = SampleTask.Definition.Name;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_that_last_are_found_without_those_that_are_over()
    {
        var store = new SilenceStore(await azurite.NewAccountAsync());
        await store.AddAsync(Task, Of("mae", TimeSpan.FromHours(1)), Cancel);
        var day = await store.AddAsync(Task, Of(Silence.All, TimeSpan.FromDays(1)), Cancel);

        Assert.Equal(2, (await store.LastingAsync(Task, Now, Cancel)).Count);
        Assert.Equal([day], await store.LastingAsync(Task, Now.AddHours(2), Cancel));
        Assert.Empty(await store.LastingAsync(Task, Now.AddDays(2), Cancel));
    }

    [Fact]
    public async Task Those_of_an_alarm_are_listed_with_those_of_all_in_pages()
    {
        var store = new SilenceStore(await azurite.NewAccountAsync());
        foreach (var (rule, hours) in new[] { ("mae", 1), ("rmse", 2), (Silence.All, 3), ("mae", 4), ("mae", 4) })
            await store.AddAsync(Task, Of(rule, TimeSpan.FromHours(hours)), Cancel);

        var first = await store.ListAsync(Task, "mae", null, 3, Cancel);
        var second = await store.ListAsync(Task, "mae", first.Next, 3, Cancel);

        Assert.Equal(["mae", "all", "mae"], first.Items.Select(silence => silence.Alarm));
        Assert.Equal("mae", Assert.Single(second.Items).Alarm);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task One_is_ended_once()
    {
        var store = new SilenceStore(await azurite.NewAccountAsync());
        var silence = await store.AddAsync(Task, Of("mae", TimeSpan.FromHours(1)), Cancel);

        Assert.Equal(Now.AddMinutes(5), (await store.EndAsync(Task, "mae", silence.Id, Now.AddMinutes(5), Cancel))!.EndedAt);
        Assert.Equal(Now.AddMinutes(5), (await store.EndAsync(Task, "mae", silence.Id, Now.AddMinutes(9), Cancel))!.EndedAt);
        Assert.False(Assert.Single(await store.LastingAsync(Task, Now, Cancel)).Covers("mae", Now.AddMinutes(5)));
        Assert.Null(await store.EndAsync(Task, "rmse", silence.Id, Now, Cancel));
        Assert.Null(await store.EndAsync(Task, "mae", "20260304T050607Z-0", Now, Cancel));
    }

    private static Silence Of(string rule, TimeSpan length) => new(string.Empty, rule, Now, Now + length, "The warehouse moves.", "ada");
}
