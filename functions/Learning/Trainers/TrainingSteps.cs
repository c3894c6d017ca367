using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>Says which step a training begins, and stops it there when it was cancelled.</summary>
internal sealed class TrainingSteps(string name, IProgress<TrainingProgress> progress, CancellationToken cancellation)
{
    private double begin;
    private double length = 1;

    /// <summary>Begins a step, when the share <paramref name="fraction"/> of these steps is done.</summary>
    public void Begin(double fraction, string step)
    {
        cancellation.ThrowIfCancellationRequested();
        progress.Report(new TrainingProgress(begin + (length * fraction), $"{name}: {step}"));
    }

    /// <summary>The steps of a part of these.</summary>
    /// <param name="from">The share that is done before it.</param>
    /// <param name="to">The share that is done after it.</param>
    /// <param name="part">What it is, in words.</param>
    public TrainingSteps Part(double from, double to, string part) =>
        new($"{name}, {part}", progress, cancellation) { begin = begin + (length * from), length = length * (to - from) };
}
