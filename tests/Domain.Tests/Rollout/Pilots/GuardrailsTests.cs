using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Pilots;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Rollout.Pilots;

public sealed class GuardrailsTests
{
    /// <summary>So often it is looked, in pilots of so many outcomes at each share.</summary>
    private const int Looks = 40;
    private const int PerLook = 25;

    /// <summary>As many outcomes of production for each of the pilot, at three shares; more, as beside 1 and 5 %, would only take longer.</summary>
    private static readonly int[] Beside = [6, 4, 3];

    private static readonly TaskDefinition Task = TestTasks.Delivery;

    [Fact]
    public void A_pilot_as_good_as_production_is_stopped_no_more_often_than_stated_however_often_one_looks()
    {
        const int Pilots = 200;

        var stopped = Enumerable.Range(0, Pilots).AsParallel().Count(seed => Stopped(new Random(seed), worse: 1) is not null);

        Assert.InRange(stopped / (double)Pilots, 0, Guardrails.Error);
    }

    [Fact]
    public void A_pilot_that_errs_by_half_as_much_again_is_stopped_on_its_first_share()
    {
        const int Pilots = 200;

        var stopped = Enumerable.Range(0, Pilots).AsParallel().Count(seed => Stopped(new Random(seed), worse: 1.5) is 0);

        Assert.InRange(stopped / (double)Pilots, 0.95, 1);
    }

    [Fact]
    public void A_pilot_that_is_better_is_known_to_hold()
    {
        var (pilot, production) = (new Aggregate(), new Aggregate());
        Add(new Random(1), pilot, 2000, 0.8);
        Add(new Random(2), production, 8000, 1);

        Assert.Equal(GuardrailState.Holds, Guardrails.Judge(Task, pilot, production)[0].State);
    }

    [Theory]
    [InlineData(0, 29, GuardrailState.Unknown)]
    [InlineData(40, 0, GuardrailState.Broken)]
    [InlineData(300, 700, GuardrailState.Broken)]
    [InlineData(0, 1000, GuardrailState.Open)]
    [InlineData(1, 1000, GuardrailState.Open)]
    public void Model_that_fails_to_answer_breaks_a_guardrail(int failed, int answered, GuardrailState expected)
    {
        var pilot = new Aggregate { Predictions = answered };
        pilot.PilotFailures.Add(0, failed);

        var failures = Guardrails.Judge(Task, pilot, new Aggregate()).Single(guardrail => guardrail.Name == "failures");

        Assert.Equal((expected, (long)failed + answered), (failures.State, failures.Count));
    }

    [Fact]
    public void Model_that_fails_as_often_as_the_budget_takes_is_stopped_no_more_often_than_stated()
    {
        const int Pilots = 400;
        var budget = Task.Alarms.ErrorBudget;

        var stopped = Enumerable.Range(0, Pilots).Count(seed =>
        {
            var (pilot, random) = (new Aggregate(), new Random(seed));
            return Enumerable.Range(0, Looks).Any(_ =>
            {
                var failed = Enumerable.Range(0, 500).Count(_ => random.NextDouble() < budget);
                pilot.Predictions += 500 - failed;
                pilot.PilotFailures.Add(0, failed);
                return Guardrails.Judge(Task, pilot, new Aggregate()).Any(guardrail => guardrail.State == GuardrailState.Broken);
            });
        });

        Assert.InRange(stopped / (double)Pilots, 0, Guardrails.Error / 3);
    }

    [Fact]
    public void Answers_that_become_slow_break_a_guardrail()
    {
        var (pilot, production) = (new Aggregate(), new Aggregate());
        for (var call = 0; call < 1000; call++)
        {
            pilot.Latency.Add(LogBins.Of(call % 10 == 0 ? 2 * Task.Promotion.MaxP99Milliseconds : 1));
            production.Latency.Add(LogBins.Of(1));
        }

        var slow = Guardrails.Judge(Task, pilot, production).Single(guardrail => guardrail.Name == "slow answers");

        Assert.Equal((GuardrailState.Broken, 0.1, 0.0), (slow.State, slow.Pilot, slow.Production));
    }

    [Fact]
    public void Of_a_few_outcomes_nothing_is_known()
    {
        var (pilot, production) = (new Aggregate(), new Aggregate());
        Add(new Random(1), pilot, 29, 9);
        Add(new Random(2), production, 8000, 1);

        Assert.Equal(GuardrailState.Unknown, Guardrails.Judge(Task, pilot, production)[0].State);
    }

    [Fact]
    public void A_pilot_goes_from_share_to_share_and_is_done_only_when_every_guardrail_holds()
    {
        var start = DateTimeOffset.UnixEpoch;
        var policy = new PromotionPolicy();
        var pilot = new Pilot(3, 0.01, 7, start, start, 1);
        Guardrail[] open = [Guardrail(GuardrailState.Open)];

        Assert.Equal(PilotMove.Wait, PilotStep.Of(policy, pilot, open, 1000, start.AddMinutes(59)).Move);
        Assert.Equal(PilotMove.Wait, PilotStep.Of(policy, pilot, open, 99, start.AddHours(1)).Move);
        Assert.Equal((PilotMove.Grow, 0.05), Move(PilotStep.Of(policy, pilot, open, 100, start.AddHours(1))));
        Assert.Equal((PilotMove.Grow, 0.25), Move(PilotStep.Of(policy, pilot with { Share = 0.05 }, open, 100, start.AddHours(1))));
        Assert.Equal(PilotMove.Wait, PilotStep.Of(policy, pilot with { Share = 0.25 }, open, 100, start.AddHours(1)).Move);
        Assert.Equal(PilotMove.Done, PilotStep.Of(policy, pilot with { Share = 0.25 }, [Guardrail(GuardrailState.Holds), .. open], 100, start.AddHours(1)).Move);
        Assert.Equal(PilotMove.Stop, PilotStep.Of(policy, pilot, [.. open, Guardrail(GuardrailState.Broken)], 1, start).Move);
    }

    private static (PilotMove, double?) Move(PilotStep step) => (step.Move, step.Share);

    private static Guardrail Guardrail(GuardrailState state) => new("mae", 1, 1, 0, -1, 1, 0.1, 100, state);

    /// <summary>The step at which a pilot is stopped; null if it never is.</summary>
    private static int? Stopped(Random random, double worse)
    {
        for (var step = 0; step < Beside.Length; step++)
        {
            var (pilot, production) = (new Aggregate(), new Aggregate());
            for (var look = 0; look < Looks; look++)
            {
                Add(random, pilot, PerLook, worse);
                Add(random, production, PerLook * Beside[step], 1);
                if (Guardrails.Judge(Task, pilot, production)[0].State == GuardrailState.Broken)
                    return step;
            }
        }

        return null;
    }

    /// <summary>Absolute errors are exponential, as skewed as those of deliveries.</summary>
    private static void Add(Random random, Aggregate sums, int outcomes, double scale)
    {
        for (var i = 0; i < outcomes; i++)
            sums.Term(Task.Metric).Add(-Math.Log(1 - random.NextDouble()) * scale * 10);
        sums.Outcomes += outcomes;
    }
}
