using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Rollout.Retraining;

namespace MlFunctions.Support.Retrainings;

/// <summary>The outcomes of a world, in blocks of six hours: absolute errors as large as their deviation, worse on some weekdays, and awful while labels are wrong.</summary>
internal sealed class LiveErrors
{
    private const int BlocksADay = 4;
    private const int FewestOutcomes = 500;

    /// <summary>A model that is right is off by so many times the usual where labels are wrong.</summary>
    private const double Awful = 3;

    private const double Usual = 5;
    private const double ValidatedError = 0.01;
    private const double Skewness = 2;

    private readonly RetrainingWorld world;
    private readonly double[] sums;

    public LiveErrors(RetrainingWorld world, int days, int seed)
    {
        this.world = world;
        var random = new Random(seed);
        sums = new double[(days * BlocksADay) + 1];
        for (var block = 0; block < days * BlocksADay; block++)
        {
            var day = (block + 0.5) / BlocksADay;
            var mean = 1 + (world.Season * Math.Sin(2 * Math.PI * day / 7)) + (day >= world.Incident.From && day < world.Incident.To ? Awful : 0);
            sums[block + 1] = sums[block] + Normal.Sample(random, mean, mean / Math.Sqrt(world.LabelsADay / (double)BlocksADay));
        }
    }

    /// <summary>What a look sees of a model: the last day, week or four weeks of its mature outcomes.</summary>
    /// <param name="start">Of day 0.</param>
    /// <param name="now">In days.</param>
    /// <param name="since">When the model came into production.</param>
    /// <param name="learnedTo">The end of the rows that it learned from.</param>
    public LivePerformance? At(DateTimeOffset start, double now, double since, double learnedTo)
    {
        var to = Math.Floor((now - world.LabelDelayDays) * BlocksADay);
        foreach (var days in new[] { 1, 7, 28 })
        {
            var from = Math.Max(Math.Ceiling(Math.Max(since, 0) * BlocksADay), to - (days * BlocksADay));
            var count = (long)((to - from) / BlocksADay * world.LabelsADay);
            if (to <= from || count < FewestOutcomes)
                continue;
            var mean = ((sums[(int)to] - sums[(int)from]) / (to - from)) + (world.Decay * (((from + to) / 2 / BlocksADay) - learnedTo));
            return new("mae", Better.Lower, Usual * mean, Usual * mean / Math.Sqrt(count), Skewness, count, Usual, Usual * ValidatedError, start.AddDays(from / BlocksADay), start.AddDays(to / BlocksADay));
        }

        return null;
    }
}
