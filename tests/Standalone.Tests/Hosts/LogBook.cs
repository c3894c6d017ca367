using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Hosts;

/// <summary>Keeps what the host logs, and lets a test wait for it.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Event, string Message)> entries = new();

    /// <summary>How often an event was logged with a text in its message.</summary>
    public int Count(string eventName, string text = "") => entries.Count(entry => entry.Event == eventName && entry.Message.Contains(text, StringComparison.Ordinal));

    public Task WaitAsync(string eventName, string text = "", int times = 1) => Eventually.IsAsync(() => Count(eventName, text) >= times);

    public ILogger CreateLogger(string categoryName) => new Writer(entries);

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<(string Event, string Message)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((eventId.Name ?? "", $"{formatter(state, exception)} {exception}"));
    }
}
