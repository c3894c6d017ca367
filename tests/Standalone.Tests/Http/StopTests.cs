using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Http;

public sealed class StopTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TestHost host = new(azurite);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_request_in_flight_finishes_when_the_host_stops_and_a_new_one_is_refused()
    {
        host.UseKestrel(0);
        host.StartServer();
        using var client = host.CreateClient();
        var slow = client.GetStringAsync("api/slow", Cancellation);
        await Eventually.IsAsync(() => host.Recorder.Count("Slow") == 1);

        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.StopApplication();
        await Eventually.IsAsync(() => lifetime.ApplicationStopping.IsCancellationRequested);
        host.Recorder.OpenGate();

        Assert.Equal("/api/slow", await slow);
        await Eventually.IsAsync(() => lifetime.ApplicationStopped.IsCancellationRequested);
        using var late = new HttpClient { BaseAddress = client.BaseAddress };
        await Assert.ThrowsAsync<HttpRequestException>(() => late.GetStringAsync("api/Open", Cancellation));
    }
}
