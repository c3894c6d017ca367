using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.App.Models;

/// <summary>Runs the trainings that wait, one after the other.</summary>
public sealed class RunTrainingsFunction(TrainingJob job)
{
    [Function("RunTrainings")]
    public Task Run([TimerTrigger("%TrainingSchedule%")] TimerInfo timer, CancellationToken cancel) => job.RunDueAsync(cancel);
}
