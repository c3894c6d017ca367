using System.Text;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Incidents;

public sealed class BundleStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_bundle_of_an_event_stays()
    {
        var store = new BundleStore(await azurite.NewAccountAsync());
        var bundle = new Bundle(TicketId.Parse("a.b", null), 7, Now, SampleTask.Definition.Name, new TicketEvidence("mae", 1, AlarmState.Firing, new AlarmEvaluation(Now, Now, Verdict.Worse, 1, 1, "A look."), 1));
        Assert.Null(await store.ReadAsync("a.b/7.json", Cancel));
        Assert.False(await store.ExistsAsync("a.b/7.json", Cancel));

        await store.KeepAsync(bundle, Cancel);
        await store.KeepAsync(bundle with { TakenAt = Now.AddDays(1) }, Cancel);

        var json = Encoding.UTF8.GetString((await store.ReadAsync(BundleStore.Name(bundle.Ticket, 7), Cancel))!.Value.Span);
        Assert.Contains("\"takenAt\": \"2026-03-04T05:06:07+00:00\"", json, StringComparison.Ordinal);
        Assert.True(await store.ExistsAsync("a.b/7.json", Cancel));
    }

    [Fact]
    public async Task Each_event_that_is_to_be_bundled_has_a_mark_of_its_own()
    {
        var store = new TicketStore(await azurite.NewAccountAsync());
        var id = TicketId.Parse("a.b", null);
        Ticket? ticket = null;
        foreach (var action in new[] { TicketAction.Opened, TicketAction.Commented, TicketAction.Reopened })
        {
            var next = new TicketEvent((ticket?.Events ?? 0) + 1, Now, action, "mae", "A look.", ticket is null ? new TicketSubject(SampleTask.Definition.Name, "mae", Severity.Sev2, "mae") : null);
            ticket = await store.AppendAsync(ticket, Ticket.Apply(id, ticket, next), next, [], isToBeBundled: action != TicketAction.Commented, Cancel);
        }

        var marks = await store.ToBundleAsync(10, Cancel);
        Assert.Equal([1, 3], marks.Select(mark => mark.Event));
        await store.UnmarkAsync(marks[0].Mark, Cancel);
        await store.UnmarkAsync(marks[0].Mark, Cancel);
        Assert.Equal([(id, 3)], (await store.ToBundleAsync(10, Cancel)).Select(mark => (mark.Ticket, mark.Event)));
    }
}
