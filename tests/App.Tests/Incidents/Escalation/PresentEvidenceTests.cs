using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Support;
using MlFunctions.Support.Quarters;

namespace MlFunctions.App.Tests.Incidents.Escalation;

public sealed class PresentEvidenceTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Alarms_that_cannot_be_read_keep_back_no_page()
    {
        var test = await TicketDeskOfATest.SetUpAsync(azurite);
        var seen = new AlarmEvaluation(TicketDeskOfATest.Start.AddMinutes(-5), TicketDeskOfATest.Start, Verdict.Worse, 1.9, 100, "mae is 1.9.");
        await test.OpenAsync("a", evidence: new("mae", 1, AlarmState.Firing, seen, 3));
        var row = new TableEntity($"{QuarterPlan.Teams[0].Tasks[0]}", "state.mae") { ["Document"] = "{" };
        await test.Account.Table("Alarms").UpsertEntityAsync(row, TableUpdateMode.Replace, TestContext.Current.CancellationToken);

        await test.LookAsync(0);

        var page = Assert.Single(await test.EventsAsync("a"), next => next.Action == TicketAction.Paged);
        Assert.Equal("mae is 1.9.", Assert.Single(page.Page!.Seen).Evaluation.Detail);
    }
}
