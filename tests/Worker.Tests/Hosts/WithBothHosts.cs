using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Domain.Tasks;
using MlFunctions.FunctionsHost;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Standalone;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.Worker.Tests.Hosts;

/// <summary>The worker behind a played Functions host and the Standalone host, both on one storage account, where the sample task has a model in production. No timer runs by itself.</summary>
public sealed class WithBothHosts : IAsyncLifetime
{
    private readonly string prefix = AzuriteFixture.NewPrefix();
    private WebApplication? standalone;
    private LocalFunctionsHost? functions;

    /// <summary>The sample task, whose models need pass no gate.</summary>
    public static TaskDefinition Definition { get; } = SampleTask.Definition with { Promotion = new PromotionPolicy { Gates = [] } };

    public static object Order { get; } = new { placed = "2026-01-11T19:00:00Z", store = "s3", items = 2, couriers = 20 };

    public AzuriteFixture Azurite { get; } = new();

    public LocalFunctionsHost Functions => functions!;

    /// <summary>Calls the worker, through the played host.</summary>
    public HttpClient Worker { get; } = new();

    public HttpClient Standalone { get; } = new();

    public StorageAccount Storage => StorageAccount.FromConnectionString(Azurite.ConnectionString, prefix);

    public async ValueTask InitializeAsync()
    {
        await Azurite.InitializeAsync();
        standalone = await StartStandaloneAsync(Azurite.ConnectionString, prefix);
        Standalone.BaseAddress = new Uri(standalone.Urls.Single());
        functions = await LocalFunctionsHost.StartAsync(BuiltWorker.On(Azurite.ConnectionString, ("MlFunctions__StoragePrefix", prefix)), CancellationToken.None);
        Worker.BaseAddress = functions.Address;
        await Worker.UntilReadyAsync();
        await standalone.Services.GetRequiredService<TaskStore>().AddAsync(Definition, CancellationToken.None);
        await PutAModelIntoProductionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        Standalone.Dispose();
        if (functions is not null)
            await functions.DisposeAsync();
        if (standalone is not null)
            await standalone.DisposeAsync();
        await Azurite.DisposeAsync();
    }

    /// <summary>The Standalone host on a free port, with every timer off.</summary>
    public static async Task<WebApplication> StartStandaloneAsync(string storage, string prefix)
    {
        var schedules = Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)).SelectMany(setting => new[] { $"--{setting.Key}", "disabled" });
        var host = StandaloneHost.Create(["--urls", "http://127.0.0.1:0", $"--{Settings.Storage.Key}", storage, $"--{Settings.StoragePrefix.Key}", prefix, .. schedules]);
        await host.StartAsync();
        return host;
    }

    /// <summary>The calls of the sample task.</summary>
    public static Uri Task(string path) => new($"api/tasks/{Definition.Name}/{path}", UriKind.Relative);

    /// <summary>Fires a timer function of the worker, and returns when it has ended.</summary>
    public Task<InvocationResult> FireAsync(string timer, TimerTick? tick = null) => Functions.Fire(timer, tick ?? new()).Result;

    /// <summary>Rows, a training and a promotion, each by a call to the worker, as a user would.</summary>
    private async Task PutAModelIntoProductionAsync()
    {
        using var rows = new StringContent(SampleTask.Csv(600), System.Net.Http.Headers.MediaTypeHeaderValue.Parse("text/csv"));
        await DoneAsync(await Worker.PostAsync(Task("datasets?role=training"), rows));
        var training = await DoneAsync(await Worker.PostAsJsonAsync(Task("trainings"), new { trainer = "median" }));
        var fired = await FireAsync("RunTrainings");
        Assert.True(fired.Status == InvocationStatus.Success, fired.Exception);
        var trained = await Worker.GetFromJsonAsync<JsonElement>(Task($"trainings/{training.GetProperty("id").GetString()}"));
        Assert.True(trained.GetProperty("state").GetString() == "succeeded", trained.GetRawText());
        await DoneAsync(await Worker.PostAsJsonAsync(Task("promotions"), new { model = 1, to = "production", by = "ada", reason = "a test" }));
    }

    private static async Task<JsonElement> DoneAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }
}
