using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Monitoring;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Models;
using MlFunctions.App.Rollout.Deployments;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Hosts;

/// <summary>The application in this process on its own part of Azurite, its timers off, called over HTTP as a user calls it.</summary>
/// <param name="azurite">Where its storage is.</param>
/// <param name="prefix">Of an account that outlives this host, such as one of another host; null for a new account, whose tables go with the host.</param>
public sealed class AppHost(AzuriteFixture azurite, string? prefix = null) : WebApplicationFactory<Program>
{
    private readonly ErrorLog errors = new();
    private HttpClient? http;

    public string Prefix { get; } = prefix ?? AzuriteFixture.NewPrefix();

    /// <summary>Null for the system's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>What lies between the application and its storage; null for nothing.</summary>
    public CuttableNetwork? Network { get; init; }

    /// <summary>What lies between the application and the receivers of messages; null for the system's network.</summary>
    public ReceiverNetwork? Receivers { get; init; }

    /// <summary>Gets every line of the host's log; null for nobody.</summary>
    public LogLines? Log { get; init; }

    /// <summary>More settings than a host needs.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What was logged as an error.</summary>
    public IReadOnlyCollection<string> Errors => errors.Entries;

    public HttpClient Http => http ??= CreateClient();

    public StorageAccount Storage => StorageAccount.FromConnectionString(azurite.ConnectionString, Prefix);

    /// <summary>The calls of the sample task, which is declared first.</summary>
    public static string Task(string path) => $"api/tasks/{SampleTask.Definition.Name}/{path}";

    public async Task<AppHost> WithTheSampleTaskAsync(LogMode log = LogMode.Required)
    {
        await Services.GetRequiredService<TaskStore>().AddAsync(SampleTask.Definition with { Log = log }, CancellationToken.None);
        return this;
    }

    /// <summary>The sample task and, in production, the simplest model of it.</summary>
    public async Task<AppHost> WithASimpleModelAsync(LogMode log)
    {
        await WithTheSampleTaskAsync(log);
        await UploadAsync(SampleTask.Csv(600));
        await TrainAsync(new { trainer = "median" });
        Assert.True((await PromoteAsync(1, force: true)).IsSuccessStatusCode);
        return this;
    }

    public async Task<HttpResponseMessage> UploadAsync(string csv, string role = "training")
    {
        using var body = new StringContent(csv, MediaTypeHeaderValue.Parse("text/csv"));
        return await Http.PostAsync(Task($"datasets?role={role}"), body);
    }

    /// <summary>Trains on the newest rows until it is done, as the timer would, and returns the training.</summary>
    public async Task<JsonElement> TrainAsync(object? request = null)
    {
        var accepted = await Http.PostAsJsonAsync(Task("trainings"), request ?? new { });
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync());
        await RunTrainingsAsync();
        return await Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location);
    }

    /// <summary>Uploads rows of a task, trains, and puts the best model into production past all gates; its version.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="csv">The rows.</param>
    /// <param name="trainer">The one to run; every one of the task's kind when null.</param>
    public async Task<int> TrainTaskAsync(string task, string csv, string? trainer = "lightgbm")
    {
        using var body = new StringContent(csv, MediaTypeHeaderValue.Parse("text/csv"));
        await (await Http.PostAsync($"api/tasks/{task}/datasets?role=training", body)).JsonAsync();
        var accepted = await Http.PostAsJsonAsync($"api/tasks/{task}/trainings", new { trainer });
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync());
        await RunTrainingsAsync();
        var training = await Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location);
        Assert.True(training.Text("state") == "succeeded", training.GetRawText());
        Assert.True((await PutAsync(task, training.Int("model"))).IsDone);
        return training.Int("model");
    }

    /// <summary>Posts to a task, which must not refuse.</summary>
    public async Task<JsonElement> AskAsync(string task, string path, object body)
    {
        var answer = await Http.PostAsJsonAsync($"api/tasks/{task}/{path}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task RunTrainingsAsync() => Services.GetRequiredService<TrainingJob>().RunDueAsync(CancellationToken.None);

    /// <summary>Asks for a promotion to production, as a user does; forced, it is made past all gates, for tests that are not about these.</summary>
    public async Task<HttpResponseMessage> PromoteAsync(int model, bool force = false)
    {
        if (!force)
            return await Http.PostAsJsonAsync(Task("promotions"), new { model, to = "production", reason = "a test" });
        var change = await PutAsync($"{SampleTask.Definition.Name}", model);
        return new HttpResponseMessage(change.IsDone ? HttpStatusCode.OK : HttpStatusCode.Conflict);
    }

    /// <summary>Puts a model of a task into production past all gates.</summary>
    public Task<Result<DeploymentChange>> PutAsync(string task, int model) => Services.GetRequiredService<Deployer>().ApplyAsync(
        TaskName.Parse(task), now => now.Promote(model, "a test", forced: true, Services.GetRequiredService<TimeProvider>().GetUtcNow()), CancellationToken.None);

    public async Task<JsonElement> PredictAsync(object body)
    {
        var answer = await Http.PostAsJsonAsync(Task("predictions"), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Computes the metrics and alarms of a task, as its timer does.</summary>
    public async Task TickAsync(TaskName task) => await Services.GetRequiredService<MetricsTick>().RunAsync(
        (await Services.GetRequiredService<TaskStore>().FindAsync(task, CancellationToken.None))!, CancellationToken.None);

    /// <summary>What this host has done for the sample task since it began.</summary>
    public Task<JsonElement> ServingAsync() => Http.GetFromJsonAsync<JsonElement>(Task("serving"));

    /// <summary>Waits until this host has written so many rows of the sample task to storage.</summary>
    /// <param name="rows">The least number of rows.</param>
    /// <param name="clock">The host's clock, which advances meanwhile; null for the system's.</param>
    public Task UntilLoggedAsync(int rows, FakeTimeProvider? clock = null)
    {
        return clock is null ? Eventually.IsAsync(AreLoggedAsync) : clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), AreLoggedAsync);

        async Task<bool> AreLoggedAsync() => (await ServingAsync()).GetProperty("log").Int("rows") >= rows;
    }

    /// <summary>Each call to Azurite looks through all tables there are: those that no test needs any more would slow down all later ones.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (prefix is null)
            await azurite.DeleteTablesAsync(Prefix);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureLogging(logging => logging.AddProvider(errors));
        builder.UseSetting("AzureWebJobsStorage", azurite.ConnectionString);
        builder.UseSetting("MlFunctions:StoragePrefix", Prefix);
        foreach (var setting in Hosting.Configuration.Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)))
            builder.UseSetting(setting.Key, "disabled");
        // The receivers of tests are on this machine.
        builder.UseSetting(Hosting.Configuration.Settings.ReceiversAllowPrivate.Key, "true");
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        if (Clock is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(Clock));
        if (Log is not null)
            builder.ConfigureLogging(logging => logging.AddProvider(Log).AddFilter<LogLines>(null, LogLevel.Trace));
        if (Receivers is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(Receivers));
        if (Network is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(Network.AccountOf(azurite, Prefix)));
    }
}
