using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>The values of a category among training rows.</summary>
internal static class Levels
{
    /// <summary>How often each value occurs, in ordinal order; missing values are left out.</summary>
    public static IReadOnlyList<(string Level, int Count)> Count(IEnumerable<Example> examples, int column) =>
    [
        .. examples.Select(example => example.Input.Texts[column]).OfType<string>().CountBy(text => text)
            .Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
    ];

    /// <summary>From a value to its place in the list.</summary>
    public static FrozenDictionary<string, int> Index(IReadOnlyList<string> levels) =>
        levels.Select((level, place) => (level, place)).ToFrozenDictionary(pair => pair.level, pair => pair.place, StringComparer.Ordinal);
}
