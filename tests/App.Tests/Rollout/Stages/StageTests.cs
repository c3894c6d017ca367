using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Stages;

public sealed class StageTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_retrained_model_goes_into_production_by_itself_and_the_ticket_that_it_answers_tells_of_each_step()
    {
        await using var service = await StagedService.StartAsync(azurite);

        await service.AdvanceAsync();
        Assert.Equal(ModelStage.Shadow, await service.StageAsync(StagedService.Retrained));
        await service.AdvanceAsync();
        Assert.Equal(0.1, (await service.DeploymentAsync()).Pilot!.Share);
        await service.AdvanceAsync();
        Assert.Equal(0.1, (await service.DeploymentAsync()).Pilot!.Share);
        await service.ServeAsync(error: 8);
        await service.AdvanceAsync();
        Assert.Equal(0.5, (await service.DeploymentAsync()).Pilot!.Share);
        await service.ServeAsync(error: 8);
        await service.AdvanceAsync();

        var now = await service.DeploymentAsync();
        Assert.Equal((StagedService.Retrained, null, StagedService.Production), (now.Production, now.Pilot, Assert.Single(now.Previous)));
        Assert.Collection(
            await service.NotesAsync(),
            note => Assert.StartsWith("Model 2 is a shadow: The best model of retraining 1.", note, StringComparison.Ordinal),
            note => Assert.StartsWith("Model 2 answers 10 % of the units: Every gate", note, StringComparison.Ordinal),
            note => Assert.StartsWith("Model 2 answers 50 % of the units: No guardrail was broken at 10%", note, StringComparison.Ordinal),
            note => Assert.StartsWith("Model 2 went into production in the place of model 1: The deciding metric's guardrail holds", note, StringComparison.Ordinal));
        await service.AdvanceAsync();
        Assert.Equal(now.Changes, (await service.DeploymentAsync()).Changes);
    }

    [Fact]
    public async Task A_pilot_that_breaks_a_guardrail_is_taken_back_and_opens_a_ticket()
    {
        await using var service = await StagedService.StartAsync(azurite);
        await service.AdvanceAsync();
        await service.AdvanceAsync();
        var pilot = (await service.DeploymentAsync()).Pilot!;

        await service.ServeAsync(error: 14);
        var seen = await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("stages"), TestContext.Current.CancellationToken);
        await service.AdvanceAsync();
        await service.AdvanceAsync();

        Assert.Equal(("broken", 2), (seen.GetProperty("guardrails")[0].Text("state"), seen.GetProperty("pilot").Int("model")));
        var now = await service.DeploymentAsync();
        Assert.Equal((StagedService.Production, null, ModelStage.Rejected), (now.Production, now.Pilot, now.Stage(StagedService.Retrained)));
        var ticket = (await service.Of<TicketStore>().FindAsync(TicketId.Of(SampleTask.Definition.Name, "pilot", pilot.Number), TestContext.Current.CancellationToken))!;
        Assert.Contains("mae: 14", ticket.Detail, StringComparison.Ordinal);
        Assert.Contains("Model 2 left shadow and pilot for good: Of 10", (await service.NotesAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_takes_a_pilot_back_and_the_open_ticket_tells_who()
    {
        await using var service = await StagedService.StartAsync(azurite);
        await service.AdvanceAsync();
        await service.AdvanceAsync();

        var taken = await service.Host.Http.PostAsJsonAsync(AppHost.Task("rollbacks"), new { model = StagedService.Retrained, reason = "late in Lisbon", by = "ada" }, TestContext.Current.CancellationToken);
        var again = await service.Host.Http.PostAsJsonAsync(AppHost.Task("rollbacks"), new { model = StagedService.Retrained }, TestContext.Current.CancellationToken);

        Assert.Equal("rejection", (await taken.JsonAsync()).Text("action"));
        await again.ProblemAsync(System.Net.HttpStatusCode.Conflict);
        Assert.Equal((StagedService.Production, null), ((await service.DeploymentAsync()).Production, (await service.DeploymentAsync()).Pilot));
        Assert.Contains("late in Lisbon", (await service.NotesAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_instances_that_look_at_the_same_moment_one_moves_the_model()
    {
        await using var service = await StagedService.StartAsync(azurite);
        await using var other = service.NewHost(service.Host.Prefix);

        for (var look = 0; look < 3; look++)
            await Task.WhenAll(service.AdvanceAsync(), StagedService.AdvanceAsync(other));

        var now = await service.DeploymentAsync();
        Assert.Equal((3, StagedService.Retrained), (now.Changes, now.Pilot?.Model));
    }
}
