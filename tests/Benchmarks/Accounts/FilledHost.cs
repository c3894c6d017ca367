using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Standalone;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Timers;
using MlFunctions.Support.Accounts;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>The application in this process, on a clock that the run moves. Its timers are fired by the run; those whose status is stored have a schedule that never comes.</summary>
internal sealed class FilledHost : IAsyncDisposable
{
    private const int MostTrials = 20;

    private readonly WebApplication app;
    private readonly TimerService timers;
    private readonly HttpClient http;

    private FilledHost(WebApplication app, StillClock clock, Uri address)
    {
        (this.app, Clock) = (app, clock);
        timers = app.Services.GetRequiredService<TimerService>();
        http = new HttpClient { BaseAddress = address };
    }

    public StillClock Clock { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<FilledHost> StartAsync(TestBed bed, StillClock clock, bool withSchedules, CancellationToken cancel)
    {
        string[] settings =
        [
            "--urls", bed.Address.ToString(), "--AzureWebJobsStorage", bed.ConnectionString, "--MlFunctions:StoragePrefix", TestBed.Prefix, "--Receivers:allowPrivate", "true",
            .. Hosting.Configuration.Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)).SelectMany(setting => new[] { $"--{setting.Key}", withSchedules && setting == Hosting.Configuration.Settings.ReviewSchedule ? setting.Default : "disabled" }),
        ];
        var app = StandaloneHost.Create(settings, null, clock);
        await app.StartAsync(cancel);
        return new(app, clock, bed.Address);
    }

    /// <summary>Calls a timer function now.</summary>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public async Task FireAsync(string function)
    {
        await (timers.Fire(function) ?? throw new BenchmarkException($"There is no timer {function}."));
        if (timers.Count(function).Failures > 0)
            throw new BenchmarkException($"The timer {function} failed: the log above says why.");
    }

    /// <summary>Calls every timer function.</summary>
    public async Task FireAllAsync()
    {
        foreach (var timer in app.Services.GetRequiredService<FunctionCatalog>().Timers)
            await FireAsync(timer.Name);
    }

    public Task<string> TextAsync(string path, CancellationToken cancel) => SendAsync(() => http.GetAsync(path, cancel), cancel);

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) => JsonElement.Parse(await TextAsync(path, cancel));

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancel) => JsonElement.Parse(await SendAsync(() => http.PostAsJsonAsync(path, body, cancel), cancel));

    public async Task<JsonElement> PostTextAsync(string path, string text, string mediaType, CancellationToken cancel) =>
        JsonElement.Parse(await SendAsync(() => http.PostAsync(path, new StringContent(text, Encoding.UTF8, mediaType), cancel), cancel));

    public Task PutAsync(string path, object body, CancellationToken cancel) => SendAsync(() => http.PutAsJsonAsync(path, body, cancel), cancel);

    public Task PutTextAsync(string path, string text, CancellationToken cancel) =>
        SendAsync(() => http.PutAsync(path, new StringContent(text, Encoding.UTF8, "application/octet-stream"), cancel), cancel);

    public Task DeleteAsync(string path, CancellationToken cancel) => SendAsync(() => http.DeleteAsync(path, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Sends a call, and again while the host says that it may pass later, as on a machine that is busy with other things.</summary>
    private static async Task<string> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancel)
    {
        for (var trial = 1; ; trial++)
        {
            using var response = await send();
            var text = await response.Content.ReadAsStringAsync(cancel);
            if (response.IsSuccessStatusCode)
                return text;
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || trial == MostTrials)
                throw new BenchmarkException($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} answers {(int)response.StatusCode}: {text}");
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }
}
