using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>Independent events, each minute just so many that their absence means something; and then none.</summary>
internal sealed class Silence(AlarmRule rule) : WatchedStream(rule, "as many events a minute as silence needs", 1)
{
    private readonly NoDataRule judge = new(rule.Name, rule.Significance);

    public override string Unit => "of events stay away";

    protected override IEnumerable<AlarmEvaluation> Quiet(int seed)
    {
        var random = new Random(seed);
        return Of(() => Poisson.Sample(random, judge.Enough));
    }

    protected override IEnumerable<AlarmEvaluation> Worse(double shift, int seed) => Of(() => 0);

    private IEnumerable<AlarmEvaluation> Of(Func<int> events)
    {
        for (var from = Start; ; from += Rule.Every)
            yield return judge.Evaluate(from, from + Rule.Every, events(), judge.Enough)!;
    }
}
