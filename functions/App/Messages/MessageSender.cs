using MlFunctions.Domain.Messages;

namespace MlFunctions.App.Messages;

/// <summary>Sends one message by the channel of its receiver. It never waits longer than five seconds, and never fails but in words.</summary>
public sealed class MessageSender(MessageSettings settings, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpPost http = new(settings);
    private readonly MailPost mail = new(settings);

    public async Task<Attempt> SendAsync(Message message, Receiver receiver, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            // Looking up a host's name, for one, does not stop when it is told to.
            var attempt = await TryAsync(message, receiver, either.Token).WaitAsync(either.Token);
            return attempt with { Detail = settings.Hide(attempt.Detail) };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Attempt.Silent(Patience);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return Attempt.Failed(Wording.Line(settings.Hide(failed.Message), 200));
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Attempt> TryAsync(Message message, Receiver receiver, CancellationToken cancel)
    {
        var secret = receiver.Secret is { } name ? settings.Secret(name) : string.Empty;
        if (!secret.IsDone)
            return Attempt.Refused(secret.Refusal.Detail);
        var to = settings.Address(receiver.To ?? (receiver.Channel == Channel.PagerDuty ? PagerDutyFormat.Endpoint : string.Empty));
        if (!to.IsDone)
            return Attempt.Refused(to.Refusal.Detail);
        return receiver.Channel switch
        {
            Channel.Webhook => await SignedAsync(to.Value, WebhookFormat.Of(message), message.Id, receiver.Secret is null ? null : secret.Value, cancel),
            Channel.Slack => await PostAsync(to.Value, SlackFormat.Of(message), cancel),
            Channel.Teams => await PostAsync(to.Value, TeamsFormat.Of(message), cancel),
            Channel.PagerDuty when secret.Value.Length == 0 => Attempt.Refused("The receiver names no secret: PagerDuty needs the integration's routing key."),
            Channel.PagerDuty => PagerDutyFormat.Of(message, secret.Value) is { } body
                ? await PostAsync(to.Value, body, cancel)
                : Attempt.Done("This is nothing for PagerDuty; nothing was sent."),
            _ => await mail.SendAsync(message, to.Value, cancel),
        };
    }

    private Task<Attempt> SignedAsync(string to, string body, string id, string? secret, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        List<(string, string)> headers = [("webhook-id", id), ("webhook-timestamp", WebhookSignature.Timestamp(now))];
        if (secret is null)
            return http.SendAsync(to, body, headers, now, cancel);
        if (WebhookSignature.Key(secret) is not { } key)
            return Task.FromResult(Attempt.Refused("The receiver's secret begins with whsec_, but what follows is no base64."));
        headers.Add(("webhook-signature", WebhookSignature.Of(key, id, now, body)));
        return http.SendAsync(to, body, headers, now, cancel);
    }

    private Task<Attempt> PostAsync(string to, string body, CancellationToken cancel) => http.SendAsync(to, body, [], time.GetUtcNow(), cancel);
}
