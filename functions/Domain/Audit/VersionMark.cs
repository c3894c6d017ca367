using System.Collections.Immutable;

namespace MlFunctions.Domain.Audit;

/// <summary>Which of a task's numbered things are in the audit. A number is taken before its thing is complete, so that a lower one may come after a higher one, or never.</summary>
/// <param name="Through">The highest number that is.</param>
/// <param name="Open">Lower numbers that were not there yet, and since when they are waited for.</param>
public sealed record VersionMark(int Through, ImmutableSortedDictionary<int, DateTimeOffset> Open)
{
    /// <summary>What is not complete by then was given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    public static VersionMark None { get; } = new(0, ImmutableSortedDictionary<int, DateTimeOffset>.Empty);

    /// <summary>The number after which what is new must be looked for.</summary>
    public int After => Open.IsEmpty ? Through : Open.Keys.First() - 1;

    /// <summary>How many must be read after it, so that among them are some that are new: at most so many are known already.</summary>
    public int Reach(int news) => Through - After + news;

    public bool IsNew(int number) => number > Through || Open.ContainsKey(number);

    /// <summary>The mark once all of these are in the audit; this very one where that changes nothing.</summary>
    /// <param name="there">Numbers that are complete, from <see cref="After"/> on as far as <see cref="Reach"/>.</param>
    /// <param name="now">From which a number that is missing is waited for.</param>
    public VersionMark Next(IReadOnlyCollection<int> there, DateTimeOffset now)
    {
        var through = Math.Max(Through, there.DefaultIfEmpty().Max());
        var missing = Enumerable.Range(Through + 1, through - Through).Except(there).Select(number => KeyValuePair.Create(number, now));
        var open = Open.RemoveRange(there).RemoveRange(Open.Where(one => now - one.Value > Patience).Select(one => one.Key)).AddRange(missing);
        return through == Through && open.Count == Open.Count ? this : new(through, open);
    }
}
