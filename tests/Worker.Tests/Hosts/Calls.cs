using System.Text;
using MlFunctions.FunctionsHost;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Support;

namespace MlFunctions.Worker.Tests.Hosts;

internal static class Calls
{
    /// <summary>Calls until the worker has set up its storage. A call that takes more than five seconds on its way into a worker that has just begun fails, on the real host as here: the official package gives up.</summary>
    public static Task UntilReadyAsync(this HttpClient http) =>
        Eventually.IsAsync(async () => (await http.GetAsync(new Uri("api/tasks", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode);

    /// <summary>Waits for the invocation of a function that began after <paramref name="before"/>, all invocations at an earlier time, were taken.</summary>
    public static Task<Invocation> NewInvocationAsync(this LocalFunctionsHost host, string function, IReadOnlyCollection<Invocation> before) =>
        Eventually.FindAsync(() => host.Invocations.Except(before).FirstOrDefault(invocation => invocation.Function == function));

    /// <summary>What the worker logged as an error during an invocation, once everything that it logged before now has come.</summary>
    public static async Task<IReadOnlyList<WorkerLogEntry>> ErrorsAsync(this LocalFunctionsHost host, Invocation invocation)
    {
        await host.PingAsync(TestContext.Current.CancellationToken);
        return [.. host.Logs.Where(entry => entry.IsError && entry.InvocationId == invocation.Id)];
    }

    public static HttpRequestMessage Request(string method, string path, string? body = null, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
