using System.Collections.Immutable;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Models;

public sealed class RetentionPlanTests
{
    private static readonly RetentionPolicy Policy = new(ModelDays: 90, DatasetDays: 180);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 3, 30, 0, TimeSpan.Zero);

    /// <summary>Histories of promotions, shadows, pilots and rollbacks, with models and datasets of every age, marked and not, and tickets about some.</summary>
    [Fact]
    public void Nothing_that_is_served_tried_gone_back_to_or_in_a_ticket_is_ever_chosen()
    {
        var (random, purged) = (new Random(5), 0);
        for (var history = 0; history < 3000; history++)
        {
            var deployment = Deployed(random);
            var ticket = new References(Draw(random, 2, 12), Draw(random, 2, 9));
            RetainedModel[] models = [.. Enumerable.Range(1, 12).Select(version => new RetainedModel(version, Created(random), Marked(random), [.. Draw(random, 2, 9)]))];
            RetainedDataset[] datasets = [.. Enumerable.Range(1, 9).Select(version => new RetainedDataset(version, (DatasetRole)(version % 2), Created(random), Marked(random)))];

            var plan = RetentionPlan.Of(Policy, models, datasets, deployment.References().And(ticket), Now);

            int[] live = [.. deployment.Pointer.InUse, .. deployment.Previous.TakeLast(3), .. ticket.Models];
            Assert.All(models, model =>
            {
                var fate = plan.Models[model.Version];
                Assert.True(fate is Fate.Stays or Fate.Restored || !live.Contains(model.Version));
                Assert.True(fate != Fate.Marked || Now - model.CreatedAt > TimeSpan.FromDays(90));
                Assert.True(fate != Fate.Purged || Now - model.DeletedAt >= RetentionPlan.Grace);
            });
            var kept = models.Where(model => plan.Models[model.Version] != Fate.Purged).SelectMany(model => model.Datasets!).Concat(ticket.Datasets).ToHashSet();
            Assert.All(datasets, dataset =>
            {
                var fate = plan.Datasets[dataset.Version];
                Assert.True(fate is Fate.Stays or Fate.Restored || !kept.Contains(dataset.Version));
                Assert.True(fate != Fate.Marked || Now - dataset.CreatedAt > TimeSpan.FromDays(180));
            });
            purged += plan.Models.Values.Concat(plan.Datasets.Values).Count(fate => fate is Fate.Purged or Fate.Marked);
        }

        Assert.True(purged > 10_000, $"Only {purged} were chosen: the histories refer to everything.");
    }

    [Fact]
    public void The_next_three_rollbacks_find_their_model_whatever_retention_does_between_them()
    {
        var deployment = Enumerable.Range(1, 6).Aggregate(Deployment.None, (now, model) => now.Apply(now.Promote(model, null, false, Now.AddYears(-1)).Value!));
        var there = Enumerable.Range(1, 6).ToDictionary(version => version, version => new RetainedModel(version, Now.AddYears(-1), null, []));

        foreach (var expected in new[] { 5, 4, 3 })
        {
            for (var run = 0; run < 2; run++)
            {
                foreach (var (version, fate) in RetentionPlan.Of(Policy, there.Values, [], deployment.References(), Now.AddDays(run)).Models)
                {
                    if (fate == Fate.Purged)
                        there.Remove(version);
                    else if (fate != Fate.Stays)
                        there[version] = there[version] with { DeletedAt = fate == Fate.Marked ? Now.AddDays(run) : null };
                }
            }

            deployment = deployment.Apply(deployment.RollBack(null, Now).Value!);
            Assert.Equal(expected, deployment.Production);
            Assert.Null(there[expected].DeletedAt);
        }
    }

    [Fact]
    public void What_is_marked_is_restored_when_referred_to_deleted_after_the_grace_and_kept_until_then()
    {
        RetainedModel[] models = [new(1, Now.AddYears(-1), Now - RetentionPlan.Grace, []), new(2, Now.AddYears(-1), Now - RetentionPlan.Grace, []), new(3, Now.AddYears(-1), Now.AddMinutes(-59), [])];

        var plan = RetentionPlan.Of(Policy, models, [], new([2], []), Now);

        Assert.Equal([Fate.Purged, Fate.Restored, Fate.Stays], plan.Models.Values);
    }

    [Fact]
    public void While_nobody_knows_what_a_model_was_made_of_no_dataset_goes()
    {
        RetainedDataset[] datasets = [new(1, DatasetRole.Training, Now.AddYears(-1), null), new(2, DatasetRole.Training, Now.AddYears(-1), null)];

        Assert.Equal([Fate.Marked, Fate.Stays], RetentionPlan.Of(Policy, [new(1, Now, null, [2])], datasets, References.None, Now).Datasets.Values);
        Assert.Equal([Fate.Stays, Fate.Stays], RetentionPlan.Of(Policy, [new(1, Now, null, null)], datasets, References.None, Now).Datasets.Values);
    }

    private static Deployment Deployed(Random random)
    {
        var deployment = Deployment.None;
        for (var change = 0; change < 15; change++)
        {
            var model = 1 + random.Next(12);
            var decided = random.Next(5) switch
            {
                0 => deployment.Promote(model, null, false, Now),
                1 => deployment.Shadow(model, null, false, Now),
                2 => deployment.Try(model, random.NextDouble(), null, false, Now),
                3 => deployment.Reject(model, null, Now),
                _ => deployment.RollBack(null, Now),
            };
            deployment = decided.IsDone ? deployment.Apply(decided.Value) : deployment;
        }

        return deployment;
    }

    private static ImmutableHashSet<int> Draw(Random random, int count, int of) => Enumerable.Range(0, random.Next(count + 1)).Select(_ => 1 + random.Next(of)).ToImmutableHashSet();

    private static DateTimeOffset Created(Random random) => Now.AddDays(-400 * random.NextDouble());

    private static DateTimeOffset? Marked(Random random) => random.Next(2) == 0 ? null : Now.AddHours(-2 * random.NextDouble());
}
