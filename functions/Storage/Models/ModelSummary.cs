using MlFunctions.Domain.Models;

namespace MlFunctions.Storage.Models;

/// <summary>A model as lists show it.</summary>
/// <param name="Version">Counts a task's models from 1.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="TrainingId">The run that made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Metric">The task's deciding metric.</param>
/// <param name="Value">Its value on the validation rows, with the ends of its 95 % interval.</param>
/// <param name="Seconds">How long its training took.</param>
/// <param name="Artifact">The model's file.</param>
/// <param name="Validation">The dataset whose rows judged it.</param>
public sealed record ModelSummary(int Version, string Trainer, string TrainingId, DateTimeOffset CreatedAt, string Metric, double Value, double Lower, double Upper, double Seconds, Artifact Artifact, int Validation = 0)
{
    /// <summary>Since when its files go, or are gone, because nobody refers to it; its card stays.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>A model's row: while its files are being written only the version is taken.</summary>
internal sealed record ModelRecord(ModelSummary? Summary)
{
    /// <summary>Whether the files of a deleted one are gone.</summary>
    public bool IsPurged { get; init; }
}
