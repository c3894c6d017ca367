using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Profiles;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>What a column promises.</summary>
public enum Clause
{
    /// <summary>No more missing values than in training.</summary>
    Missing,

    /// <summary>Numbers within the training rows' range.</summary>
    Range,

    /// <summary>Categories that the training rows had.</summary>
    Known,
}

/// <summary>Whether live rows keep one clause of the data contract, which the training rows state.</summary>
/// <param name="Clause">Which one.</param>
/// <param name="Share">Of live rows that break it.</param>
/// <param name="Expected">The share that is to be expected: the training rows' own; of new categories the share of values which came once among them (Good, The Population Frequencies of Species, Biometrika 40, 1953).</param>
/// <param name="PValue">How probable as many or more are, if it is no more than that.</param>
/// <param name="Broken">Whether it matters and is no chance among all checks of the report.</param>
public sealed record ContractCheck(Clause Clause, double Share, double Expected, double PValue, bool Broken)
{
    private const double LeastFloor = 0.01;

    /// <summary>The least by which the share must exceed what is expected: half as many again, at least one row in a hundred, at most as many as would be drift.</summary>
    public double Floor => Math.Clamp(Expected / 2, LeastFloor, Detectors.MovedShare);

    /// <summary>Of the clause, as detectors have one.</summary>
    internal string Name => $"contract:{Clause.ToString().ToLowerInvariant()}";

    /// <summary>The checks of a column, not yet judged.</summary>
    /// <param name="column">As it was learned from.</param>
    /// <param name="live">Its live values.</param>
    /// <param name="liveEvidence">How much of independent evidence a live row is.</param>
    /// <param name="trainingEvidence">And a training row.</param>
    internal static IEnumerable<ContractCheck> Of(ColumnReference column, Histogram live, double liveEvidence, double trainingEvidence)
    {
        var (rows, missing) = (live.Total, live[ColumnBins.Missing]);
        if (rows <= 0 || column.Rows == 0)
            yield break;
        yield return Check(Clause.Missing, missing, rows, column.Missing, column.Rows);
        var (present, learned) = (rows - missing, column.Rows - column.Missing);
        if (present <= 0)
            yield break;
        // The greatest and the least of m values are beyond the others, one at each end.
        if (column.Type == ColumnType.Number)
            yield return Check(Clause.Range, live[ColumnBins.Below] + live[column.Bins.Count], present, Math.Min(1, learned), Math.Max(1, learned));
        // The share of new categories is the less certain the more values came twice (Esty, Annals of Statistics 11, 1983): its variance has their count twice beside that of the single ones.
        if (column is { Type: ColumnType.Category, Singles: { } singles, Pairs: { } pairs })
            yield return Check(Clause.Known, live[column.Bins.Count], present, singles, Math.Max(1, learned), (singles + 1.0) / (singles + 1 + (2 * pairs)));

        ContractCheck Check(Clause clause, long hits, long of, long expected, long among, double certainty = 1)
        {
            var pValue = FisherExact.Greater(Scaled(hits, liveEvidence), Scaled(of, liveEvidence), Scaled(expected, trainingEvidence * certainty), Scaled(among, trainingEvidence * certainty));
            return new(clause, (double)hits / of, clause == Clause.Range ? 0 : (double)expected / among, pValue, clause == Clause.Missing && column.Required && hits > 0);
        }
    }

    /// <summary>The same, judged: a required column that is missing breaks the contract however rarely.</summary>
    /// <param name="limit">The largest p-value that counts.</param>
    internal ContractCheck Judged(double limit) => this with { Broken = Broken || (PValue <= limit && Share >= Expected + Floor) };

    private static long Scaled(long count, double evidence) => (long)Math.Round(count * evidence);
}
