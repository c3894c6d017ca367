using System.Diagnostics.Metrics;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>What metrics tell of outcomes.</summary>
internal static class OutcomeTelemetry
{
    private static readonly Counter<long> Outcomes = Instrumentation.Meter.CreateCounter<long>("mlfunctions.outcomes", "{outcome}", "Outcomes that were told, by what became of them.");

    public static void Count(TaskName task, OutcomesAnswer answer)
    {
        if (!Outcomes.Enabled)
            return;
        Add("accepted", answer.Accepted);
        Add("duplicate", answer.Duplicates);
        Add("unknown", answer.UnknownCount);

        void Add(string status, int count)
        {
            if (count > 0)
                Outcomes.Add(count, new(Attributes.Task, task.ToString()), new(Attributes.OutcomeStatus, status));
        }
    }
}
