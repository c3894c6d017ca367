using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Datasets.Uploads;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets.Uploads;

public sealed class RestartTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An instance that loses its storage at any request, for good, is one that was killed there.</summary>
    [Fact]
    public async Task Completion_whose_instance_is_lost_at_any_step_is_completed_by_the_next_once()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        var network = new CuttableNetwork();
        await using var lost = new AppHost(azurite, host.Prefix) { Clock = clock, Network = network };
        _ = lost.Http;
        for (var requests = 0; requests < 28; requests++)
        {
            var csv = SampleTask.Utf8(SampleTask.Csv(40, seed: requests));
            var id = await host.StartUploadAsync();
            await host.SendAsync(id, UploadCalls.Split(csv, 3, new Random(requests)));
            await host.CompleteAsync(id);
            network.CutAfter(requests, requests % 2 == 0 ? Carriage.Down : Carriage.AnswersLost);
            await Record.ExceptionAsync(lost.RunUploadsAsync);
            network.State = Carriage.Up;

            clock.Advance(Upload.Hold + TimeSpan.FromSeconds(1));
            await host.RunUploadsAsync();

            var upload = await host.UploadOfAsync(id);
            Assert.True(upload.Text("state") == "completed", $"after {requests} requests: {upload.GetRawText()}");
            Assert.Equal(SampleTask.Csv(40, seed: requests), await host.Http.GetStringAsync(AppHost.Task($"datasets/{upload.Int("version")}/rows"), Cancel));
        }

        Assert.Equal(28, (await host.VersionsAsync()).Length);
    }

    [Fact]
    public async Task Part_whose_instance_is_lost_at_any_step_can_be_sent_again()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var csv = SampleTask.Utf8(SampleTask.Csv(40));
        var id = await host.StartUploadAsync();
        var network = new CuttableNetwork();
        await using var lost = new AppHost(azurite, host.Prefix) { Network = network };
        _ = lost.Http;
        for (var requests = 0; requests < 10; requests++)
        {
            network.CutAfter(requests, requests % 2 == 0 ? Carriage.Down : Carriage.AnswersLost);
            await Record.ExceptionAsync(() => lost.PutPartAsync(id, 1, csv[..500]));
            network.State = Carriage.Up;
        }

        await host.PutPartAsync(id, 1, csv[..500]);
        await host.PutPartAsync(id, 2, csv[500..]);
        Assert.Equal("completed", (await host.EndAsync(id)).Text("state"));
    }

    [Fact]
    public async Task Instance_that_stops_in_good_order_gives_the_upload_back()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, UploadCalls.Split(SampleTask.Utf8(SampleTask.Csv(40)), 9, new Random(1)));
        await host.CompleteAsync(id);
        var network = new CuttableNetwork();
        await using var stopping = new AppHost(azurite, host.Prefix) { Clock = clock, Network = network };
        _ = stopping.Http;
        using var stop = new CancellationTokenSource();

        network.CutAfter(12, Carriage.Silent);
        var run = stopping.Services.GetRequiredService<UploadJob>().RunDueAsync(stop.Token);
        await Eventually.IsAsync(() => network.Stopped > 0);
        await stop.CancelAsync();
        network.State = Carriage.Up;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await host.RunUploadsAsync();

        Assert.Equal("completed", (await host.UploadOfAsync(id)).Text("state"));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    public async Task Upload_that_is_deleted_while_it_is_read_makes_no_version(int requests)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var network = new CuttableNetwork();
        await using var reading = new AppHost(azurite, host.Prefix) { Clock = clock, Network = network };
        _ = reading.Http;
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [SampleTask.Utf8(SampleTask.Csv(40))]);
        await host.CompleteAsync(id);

        network.CutAfter(requests, Carriage.Silent);
        var run = reading.RunUploadsAsync();
        await Eventually.IsAsync(() => network.Stopped > 0);
        await host.Http.DeleteAsync(AppHost.Task($"uploads/{id}"), Cancel);
        network.State = Carriage.Up;
        await run;

        Assert.Empty(await host.VersionsAsync());
    }
}
