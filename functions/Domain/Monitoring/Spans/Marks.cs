namespace MlFunctions.Domain.Monitoring.Spans;

/// <summary>Up to where each instance's partials have been merged, so that each is counted once.</summary>
/// <param name="Writers">The last number that was merged, by writer.</param>
public sealed record Marks(IReadOnlyDictionary<string, Mark> Writers)
{
    /// <summary>How long a writer that tells nothing more is remembered.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    public static Marks None { get; } = new(new Dictionary<string, Mark>());

    /// <summary>Whether the partial of this number has been merged.</summary>
    public bool Has(string writer, long number) => Writers.TryGetValue(writer, out var mark) && number <= mark.Number;

    /// <summary>With these merged too; the writers that have been silent for long are forgotten.</summary>
    public Marks With(IEnumerable<(string Writer, long Number)> merged, DateTimeOffset now)
    {
        var writers = Writers.Where(mark => now - mark.Value.At < Remembered).ToDictionary();
        foreach (var (writer, number) in merged)
            writers[writer] = new Mark(Math.Max(number, writers.GetValueOrDefault(writer)?.Number ?? 0), now);
        return new(writers);
    }
}

/// <summary>The last partial of a writer that was merged.</summary>
public sealed record Mark(long Number, DateTimeOffset At);
