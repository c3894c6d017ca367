using MlFunctions.Domain.Rollout.Retraining;

namespace MlFunctions.Support.Retrainings;

/// <summary>Plays the retrainings of a world by the policy's own code, look after look.</summary>
public sealed class RetrainingHistory
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A model is better than another when it saves this share.</summary>
    private const double Gain = 0.01;

    private readonly Random random;
    private readonly LiveErrors errors;
    private readonly List<RetrainingRecord> records = [];
    private (int Model, double Since, double LearnedTo, int Rows) production = (1, 0, 0, 0);
    private (double Ends, double LearnedTo, int Rows)? running;
    private (int Model, double At, double LearnedTo, int Rows)? onItsWay;
    private double? neededSince;
    private int models = 1;

    private RetrainingHistory(RetrainingWorld world, int days, int seed) => (World, random, errors) = (world, new Random(seed), new LiveErrors(world, days, seed + 1));

    public RetrainingWorld World { get; }

    public IReadOnlyList<RetrainingRecord> Records => records;

    /// <summary>Days from when a model was older, or worse, than the policy takes until its retraining was queued, but for times in which the budget was spent, or earlier ones that were of no use made it wait longer.</summary>
    public List<double> Waits { get; } = [];

    /// <summary>Plays it.</summary>
    /// <param name="world">What happens.</param>
    /// <param name="days">How long.</param>
    /// <param name="everyDays">From one look to the next.</param>
    /// <param name="seed">Of all chance.</param>
    public static RetrainingHistory Play(RetrainingWorld world, int days, double everyDays, int seed)
    {
        var history = new RetrainingHistory(world, days, seed);
        for (var look = 1; look * everyDays <= days; look++)
            history.Look(look * everyDays);
        return history;
    }

    private void Look(double now)
    {
        Happen(now);
        var situation = Situation(now);
        for (var place = 0; place < records.Count; place++)
            records[place] = records[place].See(situation);
        situation = situation with { Past = [.. records.Select(record => record.AsOf(situation.Now))] };
        var decision = RetrainingRules.Decide(World.Policy, situation);
        Wait(now, situation, decision);
        if (decision.Cause is not { } cause)
            return;
        var number = records.Count + 1;
        records.Add(new(new(number, cause, decision.Detail, null), situation.Now, $"retraining-{number}", World.Policy, situation with { Past = [] }));
        running = (now + World.TrainingDays, Rows(now) * World.RefreshDays, Rows(now));
    }

    /// <summary>Trainings end, and models come into production.</summary>
    private void Happen(double now)
    {
        if (running is { } training && training.Ends <= now)
        {
            running = null;
            var outcome = random.NextDouble() < World.Failing ? RetrainingOutcome.Failed : IsBetter(training.LearnedTo, now) ? RetrainingOutcome.Gained : RetrainingOutcome.NoGain;
            int? model = outcome == RetrainingOutcome.Failed ? null : ++models;
            records[^1] = records[^1] with { Result = new(outcome, At(training.Ends), model, $"{outcome}") };
            if (outcome == RetrainingOutcome.Gained && World.PromotionDays is { } days)
                onItsWay = (model!.Value, training.Ends + days, training.LearnedTo, training.Rows);
        }

        if (onItsWay is { } next && next.At <= now)
            (production, onItsWay) = ((next.Model, now, next.LearnedTo, next.Rows), null);
    }

    private bool IsBetter(double learnedTo, double now) => now >= World.Incident.From && now < World.Incident.To + World.LabelDelayDays + World.RefreshDays
        ? random.NextDouble() < World.SpuriousGain
        : World.Decay * (learnedTo - production.LearnedTo) > Gain;

    private RetrainingSituation Situation(double now)
    {
        var useful = records.LastOrDefault(record => record.Result is not { Outcome: RetrainingOutcome.Failed });
        var since = Math.Max(production.Since, useful is null ? 0 : (useful.QueuedAt - Start).TotalDays);
        return new(At(now), production.Model, At(production.LearnedTo), Math.Max(production.Rows, useful?.Rows ?? 0), Rows(now), (long)(World.LabelsADay * (now - since)))
        {
            Performance = errors.At(Start, now, production.Since, production.LearnedTo),
            DriftAlarms = World.Drift > 0 && (World.Drift >= 1 || random.NextDouble() < World.Drift) ? ["drift"] : [],
            OnItsWay = onItsWay?.Model,
        };
    }

    /// <summary>A new version has the rows up to its day.</summary>
    private int Rows(double now) => (int)(now / World.RefreshDays);

    private void Wait(double now, RetrainingSituation situation, RetrainingDecision decision)
    {
        var cooldown = TimeSpan.FromHours(World.Policy.CooldownHours);
        var isNeeded = situation.AgeDays > World.Policy.MaxAgeDays || situation.Performance?.Loss > 2 * World.Policy.WorseBy;
        var isSpent = situation.Past.Count(retraining => retraining.QueuedAt > situation.Now - RetrainingRules.BudgetWindow) >= World.Policy.Budget;
        var isOff = BackOff.Wait(cooldown, situation.Past) > cooldown;
        if (!isNeeded || isSpent || isOff || running is not null || onItsWay is not null)
            neededSince = null;
        else
            neededSince ??= now;
        if (!decision.Retrain || neededSince is not { } began)
            return;
        Waits.Add(now - began);
        neededSince = null;
    }

    private static DateTimeOffset At(double day) => Start.AddDays(day);
}
