namespace MlFunctions.Learning;

/// <summary>Says which step a training begins, and stops it there when it was cancelled.</summary>
internal sealed class TrainingSteps(string trainer, IProgress<TrainingProgress> progress, CancellationToken cancellation)
{
    public void Begin(double fraction, string step)
    {
        cancellation.ThrowIfCancellationRequested();
        progress.Report(new TrainingProgress(fraction, $"{trainer}: {step}"));
    }
}
