using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Reads the files of uploads that wait, one after the other, and keeps each as a dataset.</summary>
public sealed class RunUploadsFunction(UploadJob job)
{
    [Function("RunUploads")]
    public Task Run([TimerTrigger("%UploadsSchedule%")] TimerInfo timer, CancellationToken cancel) => job.RunDueAsync(cancel);
}
