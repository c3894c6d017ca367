using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Hosting;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;
using MlFunctions.Worker.Tests.Hosts;
using TimerStatus = MlFunctions.FunctionsHost.Functions.TimerStatus;

namespace MlFunctions.Worker.Tests.Timers;

[Collection(BothHosts.Name)]
public sealed class TimerTests(WithBothHosts hosts)
{
    private static readonly TimerStatus Status = new(
        new(2026, 1, 11, 9, 0, 0, TimeSpan.Zero), new(2026, 1, 11, 10, 0, 0, TimeSpan.Zero), new(2026, 1, 11, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Timers => [.. new FunctionCatalog(ServiceRegistration.Functions).Timers.Select(timer => timer.Name)];

    [Theory]
    [MemberData(nameof(Timers))]
    public async Task A_timer_function_runs_on_the_worker(string timer) => await AssertSucceedsAsync(timer, new TimerTick(Status: Status));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_tick_is_taken_late_or_in_time_with_and_without_a_record_of_past_ones(bool isPastDue, bool isRecorded) =>
        await AssertSucceedsAsync("ComputeTaskMetrics", new TimerTick(isPastDue, isRecorded ? Status : null));

    [Fact]
    public async Task A_training_whose_invocation_is_cancelled_goes_back_to_the_queue()
    {
        var task = WithBothHosts.Definition with { Name = TaskName.Parse("slow-task") };
        await new TaskStore(hosts.Storage).AddAsync(task, Cancel);
        using var rows = new StringContent(SampleTask.Csv(3000, seed: 6), System.Net.Http.Headers.MediaTypeHeaderValue.Parse("text/csv"));
        Assert.True((await hosts.Worker.PostAsync(new Uri($"api/tasks/{task.Name}/datasets?role=training", UriKind.Relative), rows, Cancel)).IsSuccessStatusCode);
        var accepted = await hosts.Worker.PostAsJsonAsync($"api/tasks/{task.Name}/trainings", new { }, Cancel);
        try
        {
            var invocation = hosts.Functions.Fire("RunTrainings", new());
            while (await StateAsync(accepted.Headers.Location!) == "queued")
                await Task.Delay(10, Cancel);
            hosts.Functions.Cancel(invocation.Id);
            await invocation.Result;
            Assert.Equal("queued", await StateAsync(accepted.Headers.Location!));
        }
        finally
        {
            await ForgetTrainingsAsync(task);
        }
    }

    private async Task AssertSucceedsAsync(string timer, TimerTick tick)
    {
        var result = await hosts.FireAsync(timer, tick);
        Assert.True(result.Status == InvocationStatus.Success, result.Exception);
    }

    private async Task<string?> StateAsync(Uri training) => (await hosts.Standalone.GetFromJsonAsync<JsonElement>(training, Cancel)).GetProperty("state").GetString();

    /// <summary>Else the next test that fires the timer would wait for them.</summary>
    private async Task ForgetTrainingsAsync(TaskDefinition task)
    {
        var table = hosts.Storage.Table(StorageNames.TrainingsTable);
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {task.Name.ToString()}"), cancellationToken: Cancel))
            await table.DeleteEntityAsync(row, cancellationToken: Cancel);
    }
}
