using System.Collections.Immutable;
using MlFunctions.Domain.Bundles;
using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Tickets;
using MlFunctions.Domain.Trainings;

namespace MlFunctions.Domain.Retention;

/// <summary>Models and datasets of a task that something refers to.</summary>
public sealed record References(ImmutableHashSet<int> Models, ImmutableHashSet<int> Datasets)
{
    /// <summary>So many rollbacks, one after the other, find their model.</summary>
    public const int Rollbacks = 3;

    public static References None { get; } = new([], []);

    /// <summary>What is served, tried, and gone back to.</summary>
    public static References Of(Deployment deployment) =>
        new([.. deployment.Pointer.InUse, .. deployment.Previous.TakeLast(Rollbacks)], []);

    /// <summary>What answered when a ticket's alarms changed.</summary>
    public static References Of(Ticket ticket) => new([.. ticket.Alarms.Values.Select(alarm => alarm.Model).OfType<int>()], []);

    /// <summary>What a bundle names: the model that answered, all that it was made of, and the one before.</summary>
    public static References Of(ModelVersions? versions, RollbackTarget? target) => new(
        [.. new[] { versions?.Model, target?.Model }.OfType<int>()], [.. new[] { versions?.Training.Dataset, versions?.Validation.Dataset }.OfType<int>()]);

    /// <summary>What a training that is not over reads.</summary>
    public static References Of(Training training) => training.State is TrainingState.Queued or TrainingState.Running
        ? new([], [.. new[] { training.Order.Training, training.Order.Validation }.OfType<int>()])
        : None;

    public References And(References other) => new(Models.Union(other.Models), Datasets.Union(other.Datasets));
}
