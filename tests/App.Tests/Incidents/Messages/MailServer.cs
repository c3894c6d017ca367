using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>An SMTP server on a free port of this machine.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<(string From, string To, MimeMessage Mail)> mails = new();
    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task running;

    /// <param name="user">Who alone may send, with this as the password too; null: anybody.</param>
    /// <param name="answer">To a mail that was sent whole.</param>
    public MailServer(string? user = null, SmtpResponse? answer = null)
    {
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).AllowUnsecureAuthentication();
            if (user is not null)
                endpoint.AuthenticationRequired();
        });
        var services = new ServiceProvider();
        services.Add(new Store(mails, answer ?? SmtpResponse.Ok));
        services.Add(new Gate(user));
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, started) => port.SetResult(((IPEndPoint)started.LocalEndPoint).Port);
        services.Add(listeners);
        running = new SmtpServer.SmtpServer(options.Build(), services).StartAsync(stop.Token);
    }

    /// <summary>The port that it was given; it is known when the listener has started.</summary>
    public int Port => port.Task.GetAwaiter().GetResult();

    public IReadOnlyList<(string From, string To, MimeMessage Mail)> Mails => [.. mails];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    private sealed class Store(ConcurrentQueue<(string, string, MimeMessage)> mails, SmtpResponse answer) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            mails.Enqueue((transaction.From.AsAddress(), string.Join(' ', transaction.To.Select(one => one.AsAddress())), await MimeMessage.LoadAsync(bytes, cancellationToken)));
            return answer;
        }
    }

    private sealed class Gate(string? only) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == only && password == only);
    }
}
