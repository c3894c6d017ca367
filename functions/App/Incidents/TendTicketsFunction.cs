using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Incidents.Bundles;
using MlFunctions.App.Incidents.Escalation;
using MlFunctions.App.Incidents.Messages;

namespace MlFunctions.App.Incidents;

/// <summary>
/// Takes the steps that are due, collects bundles, sends messages: in one timer, because each timer that fires often keeps an instance of Azure awake. While bundles are collected, which takes seconds each
/// and many come at once when much goes wrong, steps are taken and messages sent again and again, for no other run begins before this one ends.
/// </summary>
public sealed class TendTicketsFunction(EscalationJob escalation, BundleJob bundles, MessageJob messages, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    [Function("TendTickets")]
    public async Task Run([TimerTrigger("%TicketsSchedule%")] TimerInfo timer, CancellationToken cancel)
    {
        var collecting = bundles.CollectAsync(cancel);
        try
        {
            do
            {
                await Task.WhenAll(escalation.EscalateAsync(cancel), messages.SendAsync(cancel));
                await Task.WhenAny(collecting, Task.Delay(Pause, time, cancel));
            }
            while (!collecting.IsCompleted);
        }
        finally
        {
            await collecting;
        }
    }
}
