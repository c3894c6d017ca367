using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>
/// Sends what waits to be sent, each receiver's messages one after the other in the order of their events, and the receivers at once, so that one that hangs holds up nobody else. A message is taken
/// before it is tried; whoever took it and fell silent is followed by the next run.
/// </summary>
public sealed partial class MessageJob(TicketStore tickets, MessageReader reader, MessageSender sender, DeadLetters letters, Random random, TimeProvider time, ILogger<MessageJob> logger)
{
    private const int MostMessages = 500;
    private const int MostReceivers = 32;

    /// <summary>How long a message is nobody else's.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    public async Task SendAsync(CancellationToken cancel)
    {
        var due = await tickets.Deliveries.DueAsync(time.GetUtcNow(), MostMessages, cancel);
        using var room = new SemaphoreSlim(MostReceivers);
        await Task.WhenAll(due.GroupBy(waiting => (waiting.Value.Team, waiting.Value.To)).Select(async queue =>
        {
            await room.WaitAsync(cancel);
            try
            {
                await SendAsync(queue, due.Count == MostMessages, cancel);
            }
            finally
            {
                room.Release();
            }
        }));
    }

    /// <summary>Those to one receiver. Once it is silent it is not asked again, and the others wait with the first, out of the way of what can be sent.</summary>
    private async Task SendAsync(IEnumerable<Stored<Delivery>> queue, bool areMore, CancellationToken cancel)
    {
        var (isSilent, enough) = (false, time.GetUtcNow() + MessageSender.Patience);
        foreach (var waiting in queue)
        {
            // Nobody else waits for one that is slow: what is left is the next run's, out of the way where more wait than a run reads.
            if (!isSilent && time.GetUtcNow() > enough && !(isSilent = areMore))
                return;
            var until = time.GetUtcNow() + Hold;
            var taken = await tickets.Deliveries.ReplaceAsync(waiting, waiting.Value with { NotBefore = until, Attempts = waiting.Value.Attempts + (isSilent ? 0 : 1) }, cancel);
            if (taken is null)
                return;
            isSilent = isSilent || !await SendAsync(taken, cancel);
        }
    }

    /// <summary>False when the receiver is silent.</summary>
    private async Task<bool> SendAsync(Stored<Delivery> taken, CancellationToken cancel)
    {
        var delivery = taken.Value;
        var errand = await reader.ReadAsync(delivery, cancel);
        var attempt = errand is not { } wanted ? Attempt.Done("It was overtaken.")
            : !wanted.IsDone ? Attempt.Refused(wanted.Refusal.Detail)
            : await sender.SendAsync(wanted.Value.Message, wanted.Value.Receiver, cancel);
        LogAttempt(delivery.Id, delivery.Attempts, attempt.Delivered, attempt.Detail);
        var wait = attempt.Delivered || attempt.IsFinal ? null : Retries.After(delivery.Attempts, attempt.RetryAfter, random);
        if (wait is { } pause)
        {
            await tickets.Deliveries.ReplaceAsync(taken, delivery with { NotBefore = time.GetUtcNow() + pause, Error = attempt.Detail }, cancel);
            return !attempt.IsSilent;
        }

        if (!attempt.Delivered)
            await letters.AddAsync(delivery, attempt.Detail, cancel);
        // Whoever is told to stop now has sent it all the same.
        await tickets.Deliveries.DeleteAsync(delivery, CancellationToken.None);
        return !attempt.IsSilent;
    }

    [LoggerMessage(EventId = 1, EventName = "MessageTried", Level = LogLevel.Information, Message = "Message {Delivery}, attempt {Attempt}: delivered {Delivered}. {Detail}")]
    private partial void LogAttempt(string delivery, int attempt, bool delivered, string detail);
}
