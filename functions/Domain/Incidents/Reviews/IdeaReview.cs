using MlFunctions.Domain.Rollout.Deployments;

namespace MlFunctions.Domain.Incidents.Reviews;

/// <summary>Most ideas are no good; how many were is known.</summary>
/// <param name="Tried">Trainings that ended in the last 90 days and whose best model was compared with the one in production.</param>
/// <param name="Good">Of these, those whose best model was promoted and not rolled back since.</param>
/// <param name="Share">Of the good ones; null where nothing was tried.</param>
/// <param name="Counts">What is counted, in words.</param>
public sealed record IdeaReview(int Tried, int Good, double? Share, string Counts)
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    private const string Words =
        "An idea is a training that ended in the last 90 days and whose best model was compared with the model in production. It was good if that model was promoted, forced or not, and not rolled back since. "
        + "There are no experiments (A/B tests) yet, so none is counted.";

    internal static IdeaReview Of(IEnumerable<TaskHistory> tasks, DateTimeOffset until)
    {
        var ideas = tasks.SelectMany(task => Ideas(task, until)).ToArray();
        var good = ideas.Count(isGood => isGood);
        return new(ideas.Length, good, ideas.Length == 0 ? null : (double)good / ideas.Length, Words);
    }

    private static IEnumerable<bool> Ideas(TaskHistory task, DateTimeOffset until)
    {
        DeploymentChange[] known = [.. task.Deployments.TakeWhile(change => change.At < until)];
        return task.Trainings
            .Where(training => training.FinishedAt >= until - Window && training.FinishedAt < until && training.Model is { } model && task.Compared.Contains(model))
            .Select(training => IsGood(training.Model!.Value, known));
    }

    /// <summary>The last that happened to it by itself was its promotion; another model that took its place was a better idea, and not its end.</summary>
    private static bool IsGood(int model, DeploymentChange[] known) =>
        known.LastOrDefault(change => change.Action == DeploymentAction.Promotion ? change.Model == model : change.From == model)?.Action == DeploymentAction.Promotion;
}
