using System.Collections.Immutable;

namespace MlFunctions.Domain.Models;

/// <summary>Models and datasets of a task that something refers to.</summary>
public sealed record References(ImmutableHashSet<int> Models, ImmutableHashSet<int> Datasets)
{
    /// <summary>So many rollbacks, one after the other, find their model.</summary>
    public const int Rollbacks = 3;

    public static References None { get; } = new([], []);

    /// <summary>What a training that is not over reads.</summary>
    public static References Of(Training training) => training.State is TrainingState.Queued or TrainingState.Running
        ? new([], [.. new[] { training.Order.Training, training.Order.Validation }.OfType<int>()])
        : None;

    public References And(References other) => new(Models.Union(other.Models), Datasets.Union(other.Datasets));
}
