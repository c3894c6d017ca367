using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>What people may give as evidence.</summary>
internal static class EvidenceLimits
{
    private const int Most = 20;

    public static IEnumerable<FieldError> Check(this ImmutableArray<string>? evidence, string pointer)
    {
        if (evidence is not { IsDefault: false } given)
            yield break;
        if (given.Length > Most)
            yield return new(pointer, $"It has {given.Length} pieces; the most is {Most}.");
        foreach (var mistake in given.SelectMany((piece, index) => piece.Check($"{pointer}/{index}", Texts.Link, "A piece of evidence is not empty.")))
            yield return mistake;
    }
}
