using System.Net.Http.Json;
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
            .. Hosting.Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)).SelectMany(setting => new[] { $"--{setting.Key}", withSchedules && setting == Hosting.Settings.ReviewSchedule ? setting.Default : "disabled" }),
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

    public async Task<string> TextAsync(string path, CancellationToken cancel) => await ReadAsync(await http.GetAsync(path, cancel), cancel);

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) => JsonElement.Parse(await TextAsync(path, cancel));

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancel) => JsonElement.Parse(await ReadAsync(await http.PostAsJsonAsync(path, body, cancel), cancel));

    public async Task<JsonElement> PostTextAsync(string path, string text, string mediaType, CancellationToken cancel)
    {
        using var body = new StringContent(text, System.Text.Encoding.UTF8, mediaType);
        return JsonElement.Parse(await ReadAsync(await http.PostAsync(path, body, cancel), cancel));
    }

    public async Task PutAsync(string path, object body, CancellationToken cancel) => await ReadAsync(await http.PutAsJsonAsync(path, body, cancel), cancel);

    public async Task DeleteAsync(string path, CancellationToken cancel) => await ReadAsync(await http.DeleteAsync(path, cancel), cancel);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancel);
            return response.IsSuccessStatusCode ? text : throw new BenchmarkException($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} answers {(int)response.StatusCode}: {text}");
        }
    }
}
