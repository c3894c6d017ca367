using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>A ticket as it is kept; a review looks at those of its events that were there at its end.</summary>
/// <param name="Id">Which.</param>
/// <param name="Events">In the order of their numbers.</param>
public sealed record TicketHistory(TicketId Id, IReadOnlyList<TicketEvent> Events);

/// <summary>What became of a task's models.</summary>
/// <param name="Task">Which.</param>
/// <param name="Deployments">Every promotion and rollback, in the order of their numbers.</param>
/// <param name="Trainings">In the order in which they were queued.</param>
/// <param name="Compared">The models whose cards compare them with the model that was in production.</param>
public sealed record TaskHistory(TaskName Task, IReadOnlyList<DeploymentChange> Deployments, IReadOnlyList<Training> Trainings, IReadOnlySet<int> Compared);
