using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents;
using MlFunctions.App.Incidents.Bundles;
using MlFunctions.App.Incidents.Escalation;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.App.Tests.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Tickets;

public sealed class TendTicketsTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_bundles_take_long_steps_are_taken_and_messages_sent()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([], new Hook("chat", new(Channel.Webhook, receiver.Url), [TicketAction.Paged]));
        var network = new CuttableNetwork();
        await using var slow = new AppHost(azurite, team.Host.Prefix) { Clock = team.Clock, Network = network };
        var services = team.Host.Services;
        var tend = new TendTicketsFunction(
            services.GetRequiredService<EscalationJob>(), slow.Services.GetRequiredService<BundleJob>(), services.GetRequiredService<MessageJob>(), team.Clock);
        network.State = Carriage.Silent;

        var run = tend.Run(new TimerInfo(), Cancel);
        await team.OpenAsync();
        await team.Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), () => receiver.Received.Count > 0);

        Assert.False(run.IsCompleted);
        network.State = Carriage.Up;
        await run;
        Assert.Equal([TicketAction.Opened, TicketAction.Paged], (await team.EventsAsync()).Select(next => next.Action));
    }
}
