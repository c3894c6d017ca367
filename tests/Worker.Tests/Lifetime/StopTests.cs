using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Monitoring;
using MlFunctions.Domain.Models;
using MlFunctions.FunctionsHost;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Lifetime;

/// <summary>A worker of its own, on storage of its own, started with the values of local.settings.json alone.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private readonly AzuriteFixture azurite = new();
    private readonly HttpClient http = new();
    private LocalFunctionsHost? host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await LocalFunctionsHost.StartAsync(BuiltWorker.On(azurite.ConnectionString), Cancel);
        http.BaseAddress = host.Address;
        await http.UntilReadyAsync();
        await new TaskStore(Account).AddAsync(WithBothHosts.Definition, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private StorageAccount Account => StorageAccount.FromConnectionString(azurite.ConnectionString, "");

    /// <summary>SIGTERM is what the platform sends before it takes an instance away.</summary>
    [Fact]
    public async Task On_SIGTERM_running_calls_end_and_all_is_kept_that_they_counted()
    {
        var csv = SampleTask.Utf8(SampleTask.Csv(2000));
        using var rows = HeldBack(csv, "text/csv");
        using var order = HeldBack(JsonSerializer.SerializeToUtf8Bytes(new { input = WithBothHosts.Order }), "application/json");
        var predicting = http.PostAsync(WithBothHosts.Task("predictions"), order, Cancel);
        await order.FirstSent;
        var uploading = http.PostAsync(WithBothHosts.Task("datasets?role=training"), rows, Cancel);
        // The upload's function reserves a version before it reads the body.
        await Eventually.FindAsync(() => Account.Table(StorageNames.DatasetsTable).Query<TableEntity>(cancellationToken: Cancel).FirstOrDefault());

        host!.Worker.Terminate();
        await Eventually.FindAsync(() => host.Logs.FirstOrDefault(entry => entry.Message.Contains("shutting down", StringComparison.Ordinal)));
        order.Release();
        // There is no model, so the call is refused; a refusal is logged and counted as an answer is.
        using var refused = await predicting;
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        rows.Release();

        using var uploaded = await uploading;
        Assert.True(uploaded.StatusCode == HttpStatusCode.Created, await uploaded.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(0, await host.Worker.ExitAsync(Cancel));
        var id = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        await AssertKeptAsync(uploaded.Headers.Location!, csv, id!);
    }

    /// <summary>The host's message is what it sends before it exits itself, seconds before it kills the worker.</summary>
    [Fact]
    public async Task On_the_hosts_message_a_training_is_given_back()
    {
        using var rows = new ByteArrayContent(SampleTask.Utf8(SampleTask.Csv(3000)));
        rows.Headers.ContentType = new("text/csv");
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(WithBothHosts.Task("datasets?role=training"), rows, Cancel)).StatusCode);
        var accepted = await http.PostAsJsonAsync(WithBothHosts.Task("trainings"), new { }, Cancel);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        var trainings = new TrainingStore(Account);
        var invocation = host!.Fire("RunTrainings", new());
        await Eventually.IsAsync(async () => (await trainings.FindAsync(WithBothHosts.Definition.Name, id, Cancel))!.Value.State != TrainingState.Queued);

        host.TerminateWorker();

        Assert.Equal(0, await host.Worker.ExitAsync(Cancel));
        Assert.Equal(TrainingState.Queued, (await trainings.FindAsync(WithBothHosts.Definition.Name, id, Cancel))!.Value.State);
        Assert.NotEqual(InvocationStatus.Success, (await invocation.Result).Status);
    }

    private static HeldBackContent HeldBack(byte[] body, string type)
    {
        var content = new HeldBackContent(body[..(body.Length / 2)], body[(body.Length / 2)..]);
        content.Headers.ContentType = new(type);
        return content;
    }

    /// <summary>What the worker has left, seen through the other host.</summary>
    private async Task AssertKeptAsync(Uri dataset, byte[] csv, string id)
    {
        await using var after = await WithBothHosts.StartStandaloneAsync(azurite.ConnectionString, "");
        using var reader = new HttpClient { BaseAddress = new Uri(after.Urls.Single()) };
        Assert.Equal(csv, await reader.GetByteArrayAsync(new Uri($"{dataset}/rows", UriKind.Relative), Cancel));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(new Uri($"api/predictions/{id}", UriKind.Relative), Cancel)).StatusCode);
        await after.Services.GetRequiredService<MetricsTick>().RunAsync(WithBothHosts.Definition, Cancel);
        var spans = (await reader.GetFromJsonAsync<JsonElement>(WithBothHosts.Task("metrics?span=day"), Cancel)).GetProperty("spans").EnumerateArray();
        Assert.Equal(1, spans.Sum(span => span.GetProperty("metrics").GetProperty("failures").GetProperty("count").GetInt64()));
    }
}
