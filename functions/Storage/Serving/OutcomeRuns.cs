using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Storage.Serving;

/// <summary>Cuts outcomes, ordered by their places in the log, into the runs that one request asks for or writes.</summary>
internal static class OutcomeRuns
{
    /// <summary>What a page of a table query holds.</summary>
    private const int PageRows = 1000;

    /// <summary>What a transaction takes.</summary>
    private const int MaxActions = 100;

    /// <summary>A transaction takes 4 MiB, in which a quotation mark of a grade's product takes six bytes.</summary>
    private const int MaxCharacters = 400_000;

    /// <summary>Runs to ask for, each in one query from its first to its last. Where so many rows may lie between two that they fill a page, another query costs less than reading over them.</summary>
    public static IEnumerable<List<PredictionId>> ToAsk(IReadOnlyCollection<PredictionId> ordered)
    {
        var farBytes = PageRows * (ordered.Sum(id => (long)id.Length) / Math.Max(1, ordered.Count));
        return Cut(ordered, (run, id) => id.Segment != run[0].Segment || id.Offset - run[^1].Offset > farBytes);
    }

    /// <summary>Runs to write, each in one transaction.</summary>
    /// <param name="ordered">By their places in the log.</param>
    /// <param name="charactersOf">Of what is written for one, with what was told before.</param>
    public static IEnumerable<List<Outcome>> ToWrite(IEnumerable<Outcome> ordered, Func<Outcome, int> charactersOf)
    {
        var characters = 0;
        return Cut(ordered, (run, outcome) =>
        {
            characters = (run.Count == 1 ? charactersOf(run[0]) : characters) + charactersOf(outcome);
            return run.Count == MaxActions || characters > MaxCharacters || outcome.Prediction.Segment != run[0].Prediction.Segment;
        });
    }

    private static IEnumerable<List<T>> Cut<T>(IEnumerable<T> ordered, Func<List<T>, T, bool> isNext)
    {
        var run = new List<T>();
        foreach (var item in ordered)
        {
            if (run.Count > 0 && isNext(run, item))
            {
                yield return run;
                run = [];
            }

            run.Add(item);
        }

        if (run.Count > 0)
            yield return run;
    }
}
