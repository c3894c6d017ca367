using System.Collections.Immutable;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>A host, a clock that stands, and a team whose receivers the test gives.</summary>
internal sealed class WithATeam : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    public static readonly TicketId Id = TicketId.Parse("a-ticket");

    private WithATeam(AppHost host, FakeTimeProvider clock) => (Host, Clock) = (host, clock);

    public AppHost Host { get; }

    public FakeTimeProvider Clock { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TicketDesk Desk => Host.Services.GetRequiredService<TicketDesk>();

    private TicketStore Tickets => Host.Services.GetRequiredService<TicketStore>();

    /// <param name="azurite">Where storage is.</param>
    /// <param name="secrets">By name; those that are no addresses are bound to 127.0.0.1.</param>
    /// <param name="network">To storage; null for one that is never cut.</param>
    /// <param name="receivers">To receivers; null for the system's network.</param>
    /// <param name="log">Gets every line of the host's log; null for nobody.</param>
    /// <param name="settings">More of them, which come before the others.</param>
    public static WithATeam With(
        AzuriteFixture azurite, (string Name, string Value)[]? secrets = null, CuttableNetwork? network = null, ReceiverNetwork? receivers = null, LogLines? log = null, params (string Name, string Value)[] settings)
    {
        var clock = new FakeTimeProvider(Start);
        var host = new AppHost(azurite)
        {
            Clock = clock,
            Network = network,
            Receivers = receivers,
            Log = log,
            Settings = settings.Concat((secrets ?? []).SelectMany(Settings)).DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name, setting => setting.Value),
        };
        return new(host, clock);
    }

    /// <summary>Another instance of the application, with the same clock.</summary>
    public AppHost AnotherHost(AzuriteFixture azurite) => new(azurite, Host.Prefix) { Clock = Clock };

    /// <summary>The team's document, in the place of a former one.</summary>
    public async Task DeclareAsync(IEnumerable<(string Person, Receiver[] Contacts)> people, params Hook[] hooks)
    {
        var team = new Team("shop", [SampleTask.Definition.Name], [.. people.Select(one => new Person(one.Person, [.. one.Contacts]))], [], [.. hooks], ImmutableSortedDictionary<Severity, EscalationPolicy>.Empty);
        var onCall = Host.Services.GetRequiredService<OnCallStore>();
        Assert.True(await onCall.PutAsync(await onCall.StoredAsync(Cancel), team, Cancel));
    }

    /// <summary>The team's document, as somebody with a key puts it.</summary>
    public Task<HttpResponseMessage> PutAsync(object receiver) =>
        Host.Http.PutAsJsonAsync("api/on-call/shop", new { tasks = new[] { $"{SampleTask.Definition.Name}" }, people = new[] { new { name = "ada", contacts = new[] { receiver } } } }, Cancel);

    /// <summary>What became of a test of all receivers of the team, one sentence each.</summary>
    public async Task<IReadOnlyList<string>> TestAsync()
    {
        using var answer = await Host.Http.PostAsync("api/on-call/shop/tests", null, Cancel);
        return [.. (await answer.JsonAsync()).GetProperty("receivers").EnumerateArray().Select(one => $"{one.GetProperty("delivered").GetBoolean()} {one.Text("detail")}")];
    }

    public Task OpenAsync(string title = "Orders are late") => ChangeAsync(TicketAction.Opened, next => next with { Subject = new(SampleTask.Definition.Name, title, Severity.Sev2, Source: TicketSubject.FromPeople) });

    public Task PageAsync(string person) => ChangeAsync(TicketAction.Paged, next => next with { Page = new(new(EscalationClock.Answer, 0, Level.Operations, next.At), person, Level.Operations, []) });

    public async Task ChangeAsync(TicketAction action, Func<TicketEvent, TicketEvent>? more = null)
    {
        var kept = await Desk.ChangeAsync(Id, (before, _) => Task.FromResult<Result<TicketEvent>?>(Of(before)), Cancel);
        Assert.True(kept!.Value.IsDone);

        TicketEvent Of(Ticket? before)
        {
            var next = new TicketEvent((before?.Events ?? 0) + 1, Clock.GetUtcNow(), action, "ben", $"It was {action}.");
            return more is null ? next : more(next);
        }
    }

    public Task SendAsync() => Host.Services.GetRequiredService<MessageJob>().SendAsync(Cancel);

    /// <summary>Sends until nothing is due within the time, the clock going on by seconds.</summary>
    public async Task SendForAsync(TimeSpan time, int seconds)
    {
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end; Clock.Advance(TimeSpan.FromSeconds(seconds)))
            await SendAsync();
    }

    public Task<IReadOnlyList<Delivery>> WaitingAsync() => Tickets.Deliveries.OfAsync(Id, Cancel);

    public async Task<IReadOnlyList<TicketEvent>> EventsAsync() => (await Tickets.EventsAsync(Id, 0, 1000, Cancel)).Items;

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static IEnumerable<(string Name, string Value)> Settings((string Name, string Value) secret)
    {
        yield return ($"Secrets:{secret.Name}", secret.Value);
        if (!secret.Value.StartsWith("http", StringComparison.Ordinal))
            yield return ($"Secrets:{secret.Name}:hosts", "127.0.0.1");
    }
}
