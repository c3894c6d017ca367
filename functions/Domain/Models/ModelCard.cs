using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Models;

/// <summary>What is known of a model: how good it is, on which rows, and where it comes from. Written once.</summary>
/// <param name="Task">Whose model it is.</param>
/// <param name="Version">Counts a task's models from 1.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Evaluation">Metrics with intervals, slices, and the comparison with the baseline, all on the validation rows.</param>
/// <param name="Search">The settings that were tried; the best of them are the provenance's.</param>
/// <param name="Provenance">From what it was made.</param>
public sealed record ModelCard(TaskName Task, int Version, string Trainer, DateTimeOffset CreatedAt, Evaluation Evaluation, IReadOnlyList<Trial> Search, Provenance Provenance)
{
    /// <summary>What was found of leaks between the rows learned from and those judged by; null of a model that was trained before they were looked for.</summary>
    public IReadOnlyList<GateVerdict>? Leaks { get; init; }
}

/// <summary>Everything that determines a model's bytes, and what it was judged on.</summary>
/// <param name="TrainingId">The run.</param>
/// <param name="Definition">The version of the task's definition.</param>
/// <param name="Order">What the run was asked for: dataset versions and seed.</param>
/// <param name="Settings">Of the trainer.</param>
/// <param name="Seconds">How long the training took.</param>
/// <param name="Training">The rows learned from.</param>
/// <param name="Validation">The rows judged on.</param>
/// <param name="Code">What ran.</param>
/// <param name="Parent">The model in production at the time; null when there was none.</param>
/// <param name="Artifact">The model's file.</param>
public sealed record Provenance(
    string TrainingId,
    int Definition,
    TrainingOrder Order,
    IReadOnlyDictionary<string, string> Settings,
    double Seconds,
    DatasetUse Training,
    DatasetUse Validation,
    CodeVersion Code,
    int? Parent,
    Artifact Artifact)
{
    /// <summary>Why it was trained; null where somebody asked for it.</summary>
    public RetrainingReason? Reason { get; init; }
}

/// <summary>Rows of a dataset.</summary>
/// <param name="Dataset">Its version.</param>
/// <param name="Sha256">Of its file.</param>
/// <param name="Rows">How many of its rows.</param>
/// <param name="Selection">Which of them, in words.</param>
public sealed record DatasetUse(int Dataset, string Sha256, int Rows, string Selection);

/// <summary>The code that trained.</summary>
/// <param name="Commit">Of the source.</param>
/// <param name="Assemblies">SHA-256 of each assembly of ours, by name.</param>
/// <param name="Packages">Version of each package, by name.</param>
/// <param name="Runtime">The .NET runtime.</param>
public sealed record CodeVersion(string Commit, IReadOnlyDictionary<string, string> Assemblies, IReadOnlyDictionary<string, string> Packages, string Runtime);

/// <summary>A model's file.</summary>
/// <param name="Sha256">In lower-case hex.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Artifact(string Sha256, int Bytes);
