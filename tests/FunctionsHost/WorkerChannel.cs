using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using MlFunctions.FunctionsHost.Protocol;
using Content = MlFunctions.FunctionsHost.Protocol.StreamingMessage.ContentOneofCase;

namespace MlFunctions.FunctionsHost;

/// <summary>The stream of messages between the host and its worker.</summary>
internal sealed class WorkerChannel(string workerId)
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> requests = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> invocations = new();
    private readonly TaskCompletionSource connected = New();
    private readonly TaskCompletionSource ended = New();

    public ConcurrentQueue<WorkerLogEntry> Logs { get; } = new();

    /// <summary>Completes with the worker's first message.</summary>
    public Task Connected => connected.Task;

    /// <summary>Completes when the worker has closed the stream.</summary>
    public Task Ended => ended.Task;

    /// <summary>Sends a request, and waits for the answer with the same id.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancel)
    {
        var answer = New<StreamingMessage>();
        request.RequestId = Guid.NewGuid().ToString();
        requests[request.RequestId] = answer;
        Send(request);
        return await answer.Task.WaitAsync(cancel);
    }

    /// <summary>Sends an invocation; the task ends with its response, and fails when the worker ends before.</summary>
    public Task<InvocationResponse> InvokeAsync(InvocationRequest request)
    {
        var response = New<InvocationResponse>();
        invocations[request.InvocationId] = response;
        Send(new() { InvocationRequest = request });
        if (Ended.IsCompleted)
            Abandon();
        return response.Task;
    }

    public void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    /// <summary>Serves the worker until it closes the stream.</summary>
    public async Task ServeAsync(IAsyncStreamReader<StreamingMessage> worker, IServerStreamWriter<StreamingMessage> writer, CancellationToken cancel)
    {
        if (!await worker.MoveNext(cancel) || worker.Current.StartStream?.WorkerId != workerId)
            throw new Grpc.Core.RpcException(new Status(StatusCode.InvalidArgument, "The first message of a worker is StartStream with the id that it was started with."));
        connected.TrySetResult();
        var sending = SendAllAsync(writer, cancel);
        try
        {
            while (await worker.MoveNext(cancel))
                Receive(worker.Current);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The worker's process has exited.
        }
        finally
        {
            outgoing.Writer.TryComplete();
            ended.TrySetResult();
            Abandon();
        }

        await sending;
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken cancel)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancel))
                await writer.WriteAsync(message, cancel);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
        {
            // There is nobody left to send to.
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case Content.RpcLog:
                Logs.Enqueue(WorkerLogEntry.Of(message.RpcLog));
                break;
            case Content.InvocationResponse when invocations.TryRemove(message.InvocationResponse.InvocationId, out var invocation):
                invocation.TrySetResult(message.InvocationResponse);
                break;
            default:
                if (requests.TryRemove(message.RequestId, out var request))
                    request.TrySetResult(message);
                break;
        }
    }

    private void Abandon()
    {
        foreach (var (id, invocation) in invocations)
        {
            invocation.TrySetException(new WorkerFailedException($"The worker ended during invocation {id}."));
            invocations.TryRemove(id, out _);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
