using Grpc.Core;
using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost;

/// <summary>The gRPC service that the worker connects to.</summary>
internal sealed class EventStreamService(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
{
    public override Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context) =>
        channel.ServeAsync(requestStream, responseStream, context.CancellationToken);
}
