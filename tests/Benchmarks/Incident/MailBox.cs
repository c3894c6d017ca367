using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using MlFunctions.Benchmarks.Hosts;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace MlFunctions.Benchmarks.Incident;

/// <summary>A mail server on this machine that keeps what it is given.</summary>
internal sealed class MailBox : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> mails = new();
    private readonly Task serving;

    public MailBox()
    {
        Port = ServerProcess.FreePort();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(this);
        serving = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Port(Port).Build(), services).StartAsync(stop.Token);
    }

    public int Port { get; }

    /// <summary>The subjects.</summary>
    public IReadOnlyCollection<string> Mails => mails;

    public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var subject = Encoding.UTF8.GetString(buffer).Split("\r\n").FirstOrDefault(line => line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase));
        mails.Enqueue($"{string.Join(", ", transaction.To.Select(to => $"{to.User}@{to.Host}"))}: {subject}");
        return Task.FromResult(SmtpResponse.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving.WaitAsync(TimeSpan.FromSeconds(10)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
