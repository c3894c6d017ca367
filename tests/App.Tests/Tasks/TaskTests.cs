using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tasks;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Tasks;

public sealed class TaskTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delivery_time_is_declared_on_first_start()
    {
        await using var host = new AppHost(azurite);

        var task = await host.Http.GetFromJsonAsync<JsonElement>("api/tasks/delivery-time", Cancel);

        Assert.Equal(("regression", "delivery_minutes", "minutes", 15), (task.Text("kind"), task.Text("label"), task.Text("output"), task.GetProperty("columns").GetArrayLength()));
        var list = await host.Http.GetFromJsonAsync<JsonElement>("api/tasks", Cancel);
        Assert.Equal(SeedTasks.Definitions.Count, list.GetProperty("tasks").GetArrayLength());
    }

    [Fact]
    public async Task A_second_start_leaves_the_tasks_as_they_are()
    {
        await using var first = new AppHost(azurite);
        _ = await first.Http.GetAsync("api/tasks", Cancel);
        await using var second = new AppHost(azurite, first.Prefix);

        Assert.Equal(HttpStatusCode.OK, (await second.Http.GetAsync("api/tasks/delivery-time", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_list_is_given_page_by_page()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var first = await host.Http.GetFromJsonAsync<JsonElement>("api/tasks?limit=3", Cancel);
        var second = await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks?limit=3&after={first.Text("next")}", Cancel);

        Assert.Equal(["card-fraud", "delivery-time", "sample-task"], first.GetProperty("tasks").EnumerateArray().Select(t => t.Text("name")));
        Assert.Equal("search-ranking", Assert.Single(second.GetProperty("tasks").EnumerateArray()).Text("name"));
        Assert.False(second.TryGetProperty("next", out _));
        await (await host.Http.GetAsync("api/tasks?limit=0", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("api/tasks/no-such-task")]
    [InlineData("api/tasks/No%20Task!")]
    [InlineData("api/tasks/no-such-task/datasets")]
    [InlineData("api/tasks/no-such-task/trainings")]
    [InlineData("api/tasks/no-such-task/models")]
    [InlineData("api/tasks/no-such-task/deployments")]
    public async Task A_task_that_is_not_declared_is_not_found(string path)
    {
        await using var host = new AppHost(azurite);

        await (await host.Http.GetAsync(path, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }
}
