using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Serving;

/// <summary>The sample task's log of one mode, written through a network that can be cut, and a clock that stands; what is looked at goes beside both.</summary>
internal sealed class LogUnderTest : IAsyncDisposable
{
    private static readonly TaskName Task = SampleTask.Definition.Name;

    private readonly LogMode mode;
    private readonly StorageAccount account;
    private readonly PredictionLog log;

    private LogUnderTest(LogMode mode, StorageAccount account)
    {
        (this.mode, this.account) = (mode, account);
        log = new PredictionLog(account, new InstanceId("one"), Clock, new Logger(Logged));
    }

    public required CuttableNetwork Network { get; init; }

    /// <summary>The exceptions that were logged.</summary>
    public ConcurrentQueue<Exception> Logged { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 59, 0, TimeSpan.Zero));

    public LogCounters Counters => log.Counters(Task);

    public Refusal? Closed => log.Closed(Task, mode);

    public BlobContainerClient Blobs => account.Container(StorageNames.PredictionsContainer);

    public static async Task<LogUnderTest> NewAsync(AzuriteFixture azurite, LogMode mode)
    {
        var network = new CuttableNetwork();
        var account = network.LogOf(azurite, AzuriteFixture.NewPrefix());
        await new StorageSetup(account).CreateAsync(CancellationToken.None);
        return new LogUnderTest(mode, account) { Network = network };
    }

    public static string Text(string name) => $$"""{"row":"{{name}}"}""";

    public Task<Result<PredictionId[]>> KeepAsync(params string[] rows) => log.KeepAsync(Task, mode, rows);

    /// <summary>Keeps one row that is not refused; its id.</summary>
    public async Task<PredictionId> KeptAsync(string row) => Assert.Single((await KeepAsync(row)).Value!);

    /// <summary>Advances the log's clock until a condition holds.</summary>
    public Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(1), condition, text);

    /// <summary>Every row that is in storage.</summary>
    public async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        await foreach (var blob in Blobs.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
            rows.AddRange((await Blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return rows;
    }

    /// <summary>What stands under ids.</summary>
    public async Task<Dictionary<PredictionId, string>> FindAsync(IEnumerable<PredictionId> ids) =>
        new(await new PredictionLogReader(account).FindAsync(ids, Encoding.UTF8.GetString, TestContext.Current.CancellationToken));

    /// <summary>The blobs' lengths, blocks and number.</summary>
    public async Task<(long Bytes, long Blocks, long Blobs)> SizeAsync()
    {
        var sizes = new List<BlobProperties>();
        await foreach (var blob in Blobs.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
            sizes.Add(await Blobs.GetAppendBlobClient(blob.Name).GetPropertiesAsync());
        return (sizes.Sum(blob => blob.ContentLength), sizes.Sum(blob => blob.BlobCommittedBlockCount), sizes.Count);
    }

    public ValueTask DisposeAsync()
    {
        Network.State = Carriage.Up;
        return log.DisposeAsync();
    }

    private sealed class Logger(ConcurrentQueue<Exception> logged) : ILogger<PredictionLog>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                logged.Enqueue(exception);
        }
    }
}
