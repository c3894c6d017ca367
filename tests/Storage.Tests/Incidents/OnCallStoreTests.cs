using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Incidents;

public sealed class OnCallStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_is_kept_and_found_and_stands_in_the_list()
    {
        var store = new OnCallStore(await azurite.NewAccountAsync());
        Assert.Null(await store.FindAsync("search", Cancel));

        foreach (var name in new[] { "search", "cards", "routes" })
            Assert.True(await store.PutAsync(await store.StoredAsync(Cancel), Team(name), Cancel));
        Assert.True(await store.PutAsync(await store.StoredAsync(Cancel), Team("search", "delivery-time"), Cancel));

        Assert.Equal(["cards", "routes", "search"], (await store.TeamsAsync(Cancel)).Select(team => team.Name));
        var first = await store.ListAsync(null, 2, Cancel);
        Assert.Equal("search", Assert.Single((await store.ListAsync(first.Next, 2, Cancel)).Items).Name);
        Assert.Equal("delivery-time", Assert.Single((await store.FindAsync("search", Cancel))!.Value.Tasks).ToString());
    }

    [Fact]
    public async Task Of_two_who_have_read_the_same_teams_one_changes_them()
    {
        var store = new OnCallStore(await azurite.NewAccountAsync());
        var none = await store.StoredAsync(Cancel);

        Assert.Single(await Task.WhenAll(store.PutAsync(none, Team("search", "delivery-time"), Cancel), store.PutAsync(none, Team("cards", "delivery-time"), Cancel)), kept => kept);
        var one = await store.StoredAsync(Cancel);
        Assert.Single(await Task.WhenAll(store.PutAsync(one, Team("routes"), Cancel), store.PutAsync(one, Team("maps"), Cancel)), kept => kept);

        Assert.Equal(2, (await store.TeamsAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Overrides_are_listed_in_the_order_in_which_they_were_asked_for_until_they_are_over()
    {
        var overrides = new OnCallStore(await azurite.NewAccountAsync()).Overrides;
        var late = await overrides.AddAsync("search", Stands("ada", hours: 10), Now, Cancel);
        var same = await overrides.AddAsync("search", Stands("ben", hours: 9), Now, Cancel);
        var over = await overrides.AddAsync("search", Stands("ada", hours: 1), Now.AddMinutes(1), Cancel);
        await overrides.AddAsync("cards", Stands("eva", hours: 5), Now, Cancel);

        var first = await overrides.ListAsync("search", Now, null, 2, Cancel);
        Assert.Equal([late, same, over], first.Items.Concat((await overrides.ListAsync("search", Now, first.Next, 2, Cancel)).Items));
        Assert.Equal([late, same], (await overrides.ListAsync("search", Now.AddHours(1), null, 10, Cancel)).Items);
        Assert.NotEqual(late.Id, same.Id);
    }

    [Fact]
    public async Task An_override_that_has_begun_ends_and_one_to_come_is_gone()
    {
        var overrides = new OnCallStore(await azurite.NewAccountAsync()).Overrides;
        var begun = await overrides.AddAsync("search", Stands("ada", hours: 10), Now, Cancel);
        var later = await overrides.AddAsync("search", Stands("ben", hours: 10) with { From = Now.AddHours(5) }, Now, Cancel);

        Assert.Equal(Now.AddHours(2), (await overrides.EndAsync("search", begun.Id, Now.AddHours(2), Cancel))!.Until);
        Assert.Equal(Now.AddHours(2), (await overrides.EndAsync("search", begun.Id, Now.AddHours(3), Cancel))!.Until);
        Assert.Equal(later, await overrides.EndAsync("search", later.Id, Now.AddHours(2), Cancel));
        Assert.Null(await overrides.EndAsync("search", later.Id, Now.AddHours(2), Cancel));
        Assert.Equal(begun.Id, Assert.Single((await overrides.ListAsync("search", Now, null, 10, Cancel)).Items).Id);
    }

    [Fact]
    public async Task Nobody_who_has_left_the_team_stands_in()
    {
        var store = new OnCallStore(await azurite.NewAccountAsync());
        await store.Overrides.AddAsync("search", Stands("ada", hours: 10), Now, Cancel);
        await store.Overrides.AddAsync("search", Stands("eva", hours: 10), Now, Cancel);

        Assert.Equal("ada", (await store.RotaAsync(Team("search"), Now, Cancel)).OnCall(Level.Senior, Now)!.Person);
    }

    private static Override Stands(string person, int hours) => new(string.Empty, Level.Senior, person, Now, Now.AddHours(hours), "ben", "A wedding.");

    private static Team Team(string name, params string[] tasks) =>
        new(name, [.. tasks.Select(task => TaskName.Parse(task))], [new("ada", []), new("ben", [])], [], [], ImmutableSortedDictionary<Severity, EscalationPolicy>.Empty);
}
