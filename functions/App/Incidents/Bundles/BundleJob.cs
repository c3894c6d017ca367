using System.Collections.Concurrent;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Collects the bundles that tickets wait for. A bundle is kept before its ticket tells of it, and its mark goes last, so that whatever ends in between is done again, and nothing twice.</summary>
public sealed class BundleJob(TicketStore tickets, TicketDesk desk, BundleStore bundles, BundleCollector collector, TimeProvider time)
{
    /// <summary>Who keeps bundles, to those who read a ticket's events.</summary>
    public const string By = "bundles";

    private const int MostMarks = 100;

    /// <summary>Each takes some tens of megabytes while it is collected.</summary>
    private const int AtOnce = 2;

    /// <summary>Collects whatever is waited for.</summary>
    /// <exception cref="AggregateException">Some could not be kept; they are collected the next time.</exception>
    public async Task CollectAsync(CancellationToken cancel)
    {
        var failures = new ConcurrentQueue<Exception>();
        var marks = await tickets.ToBundleAsync(MostMarks, cancel);
        await Parallel.ForEachAsync(marks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (mark, token) =>
        {
            try
            {
                await CollectAsync(mark.Ticket, mark.Event, token);
                await tickets.UnmarkAsync(mark.Mark, token);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                failures.Enqueue(failure);
            }
        });
        if (!failures.IsEmpty)
            throw new AggregateException(failures);
    }

    private async Task CollectAsync(TicketId id, int number, CancellationToken cancel)
    {
        var name = BundleStore.Name(id, number);
        if (await tickets.FindAsync(id, cancel) is not { } ticket || ticket.Bundles.Contains(name))
            return;
        if (!await bundles.ExistsAsync(name, cancel))
        {
            var opened = (await tickets.EventsAsync(id, number - 1, 1, cancel)).Items.Single();
            await bundles.KeepAsync(await collector.CollectAsync(ticket, opened, cancel), cancel);
        }

        await desk.ChangeAsync(id, (before, _) => Task.FromResult(Next(before!, name, number)), cancel);
    }

    private Result<TicketEvent>? Next(Ticket before, string name, int number) => before.Bundles.Contains(name)
        ? (Result<TicketEvent>?)null
        : new TicketEvent(before.Events + 1, time.GetUtcNow(), TicketAction.Bundled, By, $"What was known at event {number} is kept: GET /api/tickets/{before.Id}/bundle?number={number}") { Bundle = name };
}
