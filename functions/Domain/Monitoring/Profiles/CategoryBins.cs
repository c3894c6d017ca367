using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>A category's bins: one for each frequent value, the last one for all others that the training rows had.</summary>
internal sealed class CategoryBins : ColumnBins
{
    private readonly IReadOnlyList<string> values;
    private readonly FrozenDictionary<string, int> bins;
    private readonly int unknown;

    /// <param name="values">The frequent ones.</param>
    /// <param name="others">The others; null where they are too many to know, so that none can be called new.</param>
    public CategoryBins(IReadOnlyList<string> values, IReadOnlyList<string>? others)
    {
        this.values = values;
        bins = values.Index().Select(value => (value.Item, value.Index)).Concat((others ?? []).Select(other => (other, values.Count))).ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        Count = values.Count + (others is { Count: 0 } ? 0 : 1);
        unknown = others is null ? values.Count : Count;
    }

    public override int Count { get; }

    public override int Of(Row row, int place) => row.Texts[place] is not { } value ? Missing : bins.TryGetValue(value, out var bin) ? bin : unknown;

    private protected override string Beyond => "never in the training rows";

    private protected override string Inside(int bin) => bin < values.Count ? values[bin] : "others";
}
