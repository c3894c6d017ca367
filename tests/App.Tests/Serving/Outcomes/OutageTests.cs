using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Serving.Outcomes;

[Collection(Trained.Name)]
public sealed class OutageTests(WithAModelInProduction trained, AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outage_in_the_middle_says_to_repeat_and_repeating_keeps_each_once()
    {
        object[] inputs = [.. Enumerable.Range(0, 300).Select(_ => WithAModelInProduction.Order)];
        var ids = (await trained.Host.PredictAsync(new { inputs })).GetProperty("predictions").EnumerateArray().Select(p => p.Text("id")!).ToArray();
        var body = new { outcomes = ids.Select(id => new { prediction = id, actual = 20 }) };
        await using var failing = trained.Host.WithWebHostBuilder(host => host.ConfigureTestServices(services => services.AddSingleton(new OutcomeStore(WithOneTransaction(), new InstanceId("other")))));
        using var http = failing.CreateClient();

        var before = await CountedAsync(trained.Host);
        var problem = await (await http.PostAsJsonAsync(AppHost.Task("outcomes"), body, Cancel)).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        var again = await (await trained.Host.Http.PostAsJsonAsync(AppHost.Task("outcomes"), body, Cancel)).JsonAsync();

        Assert.Contains("Send the whole call again", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal((200, 100), (again.Int("accepted"), again.Int("duplicates")));
        await failing.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);
        Assert.Equal(before + 300, await CountedAsync(trained.Host));
    }

    /// <summary>How many outcomes the live metrics have.</summary>
    private static async Task<int> CountedAsync(AppHost host)
    {
        await host.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);
        var days = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("metrics?span=day"), Cancel);
        return days.GetProperty("spans").EnumerateArray().Sum(day => day.GetProperty("metrics").GetProperty("outcomes").Int("value"));
    }

    private StorageAccount WithOneTransaction()
    {
        var tables = new TableClientOptions { Retry = { MaxRetries = 0 } };
        tables.AddPolicy(new OneTransaction(), HttpPipelinePosition.PerCall);
        return new(new BlobServiceClient(azurite.ConnectionString), new TableServiceClient(azurite.ConnectionString, tables), trained.Host.Prefix);
    }

    /// <summary>A network that carries one transaction and then breaks.</summary>
    private sealed class OneTransaction : HttpPipelinePolicy
    {
        private readonly TaskCompletionSource answered = new();
        private int sent;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var isTransaction = message.Request.Method == RequestMethod.Post;
            if (isTransaction && Interlocked.Increment(ref sent) > 1)
            {
                await answered.Task;
                throw new IOException("The network is down.");
            }

            await ProcessNextAsync(message, pipeline);
            if (isTransaction)
                answered.TrySetResult();
        }
    }
}
