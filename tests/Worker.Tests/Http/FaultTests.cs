using System.Net;
using Azure.Data.Tables;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Storage.Kernel;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Http;

/// <summary>A row that nobody can read makes the functions fail that read it.</summary>
[Collection(BothHosts.Name)]
public sealed class FaultTests(WithBothHosts hosts) : IAsyncLifetime
{
    private const string Task = "card-fraud";

    private const string Row = "broken";

    private const string Secret = "secret detail";

    private static readonly Uri Broken = new($"api/tasks/{Task}/trainings/{Row}", UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TableClient Trainings => hosts.Storage.Table(StorageNames.TrainingsTable);

    public async ValueTask InitializeAsync() => await Trainings.UpsertEntityAsync(new TableEntity(Task, Row) { ["Document"] = Secret }, cancellationToken: Cancel);

    public async ValueTask DisposeAsync() => await Trainings.DeleteEntityAsync(Task, Row, cancellationToken: Cancel);

    [Fact]
    public async Task A_fault_is_answered_without_its_detail_as_on_the_Standalone_host()
    {
        var before = hosts.Functions.Invocations;
        var answers = new List<WholeAnswer>();
        foreach (var host in new[] { hosts.Worker, hosts.Standalone })
            answers.Add(await WholeAnswer.OfAsync(await host.GetAsync(Broken, Cancel), Cancel));

        Assert.Equal(answers[1], answers[0]);
        Assert.Equal(500, answers[0].Status);
        Assert.DoesNotContain(Secret, answers[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("JsonException", answers[0].Body, StringComparison.Ordinal);
        var invocation = await hosts.Functions.NewInvocationAsync("GetTraining", before);
        Assert.Equal(InvocationStatus.Failure, (await invocation.Result).Status);
    }

    [Fact]
    public async Task A_fault_is_logged_once_under_the_id_that_its_answer_has()
    {
        var before = hosts.Functions.Invocations;
        var answer = await hosts.Worker.GetAsync(Broken, Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(Cancel);

        var invocation = await hosts.Functions.NewInvocationAsync("GetTraining", before);
        await invocation.Result;
        var logged = Assert.Single(await hosts.Functions.ErrorsAsync(invocation));
        Assert.Contains(invocation.Id, body, StringComparison.Ordinal);
        Assert.Contains(invocation.Id, logged.Message, StringComparison.Ordinal);
        Assert.Contains("JsonException", logged.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_that_fails_gives_its_exception_to_the_host()
    {
        var failed = await hosts.FireAsync("RunTrainings");

        Assert.Equal(InvocationStatus.Failure, failed.Status);
        Assert.Contains("JsonException", failed.Exception, StringComparison.Ordinal);
    }
}
