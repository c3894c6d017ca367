using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.App.Incidents.Escalation;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.Support.Quarters.Stored;

/// <summary>One of the instances, started anew after each death.</summary>
internal sealed class StoredInstance(string connectionString, string prefix, TimeProvider time, Random random)
{
    /// <summary>A step takes fewer requests.</summary>
    private const int MaxRequests = 12;

    private (EscalationJob Job, DyingNetwork Network)? process;

    public async Task TickAsync(Fate fate, CancellationToken cancel)
    {
        if (fate == Fate.Down)
        {
            process = null;
            return;
        }

        var (job, network) = process ??= Start();
        if (fate == Fate.Lives)
        {
            await job.EscalateAsync(cancel);
            return;
        }

        network.DieAfter(random.Next(MaxRequests), fate == Fate.DiesAfterKeeping);
        process = null;
        try
        {
            await job.EscalateAsync(cancel);
        }
        catch (IOException)
        {
        }
    }

    private (EscalationJob Job, DyingNetwork Network) Start()
    {
        var network = new DyingNetwork();
        var account = network.AccountOf(connectionString, prefix);
        var (tickets, onCall) = (new TicketStore(account), new OnCallStore(account));
        return (new EscalationJob(tickets, onCall, new TicketDesk(tickets, onCall), new PresentEvidence(new AlarmStore(account), new DeploymentStore(account)), time, NullLogger<EscalationJob>.Instance), network);
    }
}
