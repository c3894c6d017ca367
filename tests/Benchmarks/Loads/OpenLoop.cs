using System.Diagnostics;

namespace MlFunctions.Benchmarks.Loads;

/// <summary>
/// Sends calls at their own times, whether or not the calls before are answered, as users do (Schroeder, Wierman, Harchol-Balter 2006). A call that finds every
/// connection taken waits for one, and that counts: latency is from the time when the call was due, so that a stall is not omitted (Tene 2013).
/// </summary>
/// <param name="url">The server.</param>
/// <param name="requests">Sent in turn.</param>
/// <param name="connections">Kept open; more than the server ever needs at once.</param>
internal sealed class OpenLoop(Uri url, IReadOnlyList<byte[]> requests, int connections)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock alone = new();
    private readonly List<Connection> free = [];
    private readonly Queue<int> backlog = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Answers answers = Answers.Of([]);
    private Connection.Answered heard = delegate { };
    private long started;
    private int open;

    /// <summary>One run; a loop runs once.</summary>
    /// <param name="due">When each call is due, in seconds from the start, in order.</param>
    /// <param name="hear">Told each answer on the thread that read it; must be quick.</param>
    /// <param name="cancel">Ends the sending at once.</param>
    public async Task<Answers> RunAsync(double[] due, Connection.Answered? hear = null, CancellationToken cancel = default)
    {
        (answers, heard, open) = (Answers.Of(due), hear ?? heard, due.Length);
        Connection[] all = [.. Enumerable.Range(0, connections).Select(_ => new Connection(url, Idle, Broken, Hear))];
        Task[] running = [.. all.Select(connection => connection.RunAsync())];
        await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        started = Stopwatch.GetTimestamp();
        await Task.Factory.StartNew(() => Send(due, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(ended.Task, Task.Delay(Patience, cancel));
        foreach (var connection in all)
            connection.Dispose();
        await Task.WhenAll(running);
        return answers;
    }

    /// <summary>Seconds since the run began.</summary>
    public double Now => Stopwatch.GetElapsedTime(started).TotalSeconds;

    private void Send(double[] due, CancellationToken cancel)
    {
        for (var call = 0; call < due.Length && !cancel.IsCancellationRequested; call++)
        {
            for (var wait = due[call] - Now; wait > 0; wait = due[call] - Now)
                Nap.For(wait);
            if (Take(call) is { } connection)
                Send(connection, call);
        }
    }

    private void Send(Connection connection, int call)
    {
        answers.Sent[call] = Now;
        connection.Send(call, requests[call % requests.Count]);
    }

    private Connection? Take(int call)
    {
        lock (alone)
        {
            if (free.Count == 0)
            {
                backlog.Enqueue(call);
                return null;
            }
            var connection = free[^1];
            free.RemoveAt(free.Count - 1);
            return connection;
        }
    }

    private void Idle(Connection connection)
    {
        int call;
        lock (alone)
        {
            if (!backlog.TryDequeue(out call))
            {
                free.Add(connection);
                return;
            }
        }
        Send(connection, call);
    }

    private void Broken(Connection connection)
    {
        lock (alone)
            free.Remove(connection);
    }

    private void Hear(int call, HttpAnswer answer, ReadOnlySpan<byte> body)
    {
        (answers.Ended[call], answers.Status[call]) = (Now, answer.Status);
        heard(call, answer, body);
        if (Interlocked.Decrement(ref open) == 0)
            ended.TrySetResult();
    }
}
