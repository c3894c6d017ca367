using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Serving.Predictions;

[Collection(Trained.Name)]
public sealed class DeadlineTests(WithAModelInProduction trained, AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0")]
    [InlineData("1700000000000")]
    public async Task A_call_whose_deadline_is_over_is_dropped_and_counted_and_not_logged(string deadline)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();

        var problem = await (await PredictAsync(host, deadline)).ProblemAsync(HttpStatusCode.GatewayTimeout);

        Assert.Contains($"x-deadline-ms: {deadline}", problem.Text("detail"), StringComparison.Ordinal);
        var serving = await host.ServingAsync();
        Assert.Equal((1, 0, 0, 0), (serving.GetProperty("dropped").Int("deadline"), serving.GetProperty("dropped").Int("disconnected"), serving.Int("answered"), serving.Int("refused")));
        Assert.Empty(host.Storage.Container(StorageNames.PredictionsContainer).GetBlobs(cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("600000")]
    [InlineData("99999999999999")]
    public async Task A_call_with_time_left_is_answered(string deadline)
    {
        var before = await trained.Host.ServingAsync();

        var answer = await PredictAsync(trained.Host, deadline);

        Assert.Equal((HttpStatusCode.OK, trained.Model), (answer.StatusCode, (await answer.JsonAsync()).Int("model")));
        Assert.Equal(before.GetProperty("dropped").Int("deadline"), (await trained.Host.ServingAsync()).GetProperty("dropped").Int("deadline"));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("50 ms")]
    [InlineData("100000000000001")]
    [InlineData("99999999999999999999")]
    public async Task A_deadline_that_is_no_number_is_refused_by_its_name_and_logged(string deadline)
    {
        var problem = await (await PredictAsync(trained.Host, deadline)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains("x-deadline-ms", problem.Text("detail"), StringComparison.Ordinal);
        var record = await trained.Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{problem.Text("id")}", Cancel);
        Assert.Equal(400, record.GetProperty("failure").Int("status"));
    }

    [Fact]
    public async Task A_call_whose_client_is_gone_is_dropped_and_counted()
    {
        var before = await GoneAsync();
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var http = trained.Host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.PostAsync(AppHost.Task("predictions"), new AbandonedContent(client), client.Token));

        await Eventually.IsAsync(async () => await GoneAsync() != before);
        Assert.Equal(before + 1, await GoneAsync());
    }

    private async Task<int> GoneAsync() => (await trained.Host.ServingAsync()).GetProperty("dropped").Int("disconnected");

    private static Task<HttpResponseMessage> PredictAsync(AppHost host, string deadline)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, AppHost.Task("predictions")) { Content = JsonContent.Create(new { input = WithAModelInProduction.Order }) };
        request.Headers.TryAddWithoutValidation("x-deadline-ms", deadline);
        return host.Http.SendAsync(request, Cancel);
    }

    /// <summary>A body whose sender goes away in the middle of it.</summary>
    private sealed class AbandonedContent(CancellationTokenSource client) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{\"input\":"u8.ToArray());
            await stream.FlushAsync();
            await client.CancelAsync();
            await Task.Delay(Timeout.Infinite, client.Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
