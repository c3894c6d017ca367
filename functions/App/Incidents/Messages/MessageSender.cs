using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.App.Incidents.Messages;

/// <summary>Sends one message by the channel of its receiver. It never waits longer than five seconds, and never fails but in words.</summary>
public sealed class MessageSender(MessageSettings settings, ReceiverNetwork network, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpPost http = new(network, settings.AllowPrivate);
    private readonly MailPost mail = new(settings);

    public async Task<Attempt> SendAsync(Message message, Receiver receiver, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            // Looking up a host's name, for one, does not stop when it is told to.
            return await TryAsync(message, receiver, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Attempt.Silent(Patience);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // Not the exception's message, which may repeat what the receiver sent.
            return Attempt.Failed($"The message could not be sent ({failed.GetType().Name}).");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Attempt> TryAsync(Message message, Receiver receiver, CancellationToken cancel)
    {
        var read = settings.Destination(receiver);
        if (!read.IsDone)
            return Attempt.Refused(read.Refusal.Detail);
        var destination = read.Value;
        return receiver.Channel switch
        {
            Channel.Webhook => await SignedAsync(destination, WebhookFormat.Of(message), message.Id, cancel),
            Channel.Slack => await PostAsync(destination, SlackFormat.Of(message), cancel),
            Channel.Teams => await PostAsync(destination, TeamsFormat.Of(message), cancel),
            Channel.PagerDuty => PagerDutyFormat.Of(message, destination.Secret!) is { } body
                ? await PostAsync(destination, body, cancel)
                : Attempt.Done("This is nothing for PagerDuty; nothing was sent."),
            _ => await mail.SendAsync(message, destination.Mail!, cancel),
        };
    }

    private Task<Attempt> SignedAsync(Destination to, string body, string id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        List<(string, string)> headers = [("webhook-id", id), ("webhook-timestamp", WebhookSignature.Timestamp(now))];
        if (to.Secret is not { } secret)
            return http.SendAsync(to.Url!, body, headers, now, cancel);
        if (WebhookSignature.Key(secret) is not { } key)
            return Task.FromResult(Attempt.Refused("The receiver's secret begins with whsec_, but what follows is no base64."));
        headers.Add(("webhook-signature", WebhookSignature.Of(key, id, now, body)));
        return http.SendAsync(to.Url!, body, headers, now, cancel);
    }

    private Task<Attempt> PostAsync(Destination to, string body, CancellationToken cancel) =>
        http.SendAsync(to.Url!, body, [], time.GetUtcNow(), cancel);
}
