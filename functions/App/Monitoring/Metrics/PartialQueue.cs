using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>Partials on their way to storage. Once numbered, a partial never changes, so that telling it again cannot count twice.</summary>
internal sealed class PartialQueue(InstanceId instance)
{
    /// <summary>A row belongs to up to four spans, and what one partial touches must fit a transaction.</summary>
    private const int MostRows = 12;

    /// <summary>A row of the table takes 1 MiB, at two bytes a character; four of this size fit a transaction.</summary>
    private const int MostCharacters = 400_000;

    private const int MostPartials = 4;

    private readonly Queue<(PartialId Id, Partial Partial)> waiting = new();
    private readonly Dictionary<bool, long> numbers = new() { [false] = 0, [true] = 0 };
    private (PartialId Id, Partial Partial)[] underway = [];

    public void Add(IEnumerable<SpanRow> rows, Predicate<SpanRow> isLate)
    {
        foreach (var kind in rows.GroupBy(row => isLate(row)))
        {
            foreach (var part in Cut(kind))
                waiting.Enqueue((new PartialId(instance.Value, ++numbers[kind.Key], kind.Key), new Partial(part)));
        }
    }

    /// <summary>Tells all, oldest first; what fails stays.</summary>
    public async Task TellAsync(Func<IReadOnlyList<(PartialId Id, Partial Partial)>, Task> tell)
    {
        while (underway.Length > 0 || waiting.Count > 0)
        {
            // What failed is told again just so: storage may have it already, all or none.
            if (underway.Length == 0)
                underway = [.. Enumerable.Range(0, Math.Min(MostPartials, waiting.Count)).Select(_ => waiting.Dequeue())];
            await tell(underway);
            underway = [];
        }
    }

    private static IEnumerable<IReadOnlyList<SpanRow>> Cut(IEnumerable<SpanRow> rows)
    {
        var (part, characters) = (new List<SpanRow>(), 0);
        foreach (var row in rows)
        {
            var length = row.Sums.Length();
            if (part.Count == MostRows || (part.Count > 0 && characters + length > MostCharacters))
            {
                yield return part;
                (part, characters) = ([], 0);
            }

            part.Add(row);
            characters += length;
        }

        yield return part;
    }
}
