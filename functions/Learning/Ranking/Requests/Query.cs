using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking.Requests;

/// <summary>What was asked for. Its stems are numbered first, so that a term is the query's when its number is less than <see cref="Count"/>.</summary>
internal sealed class Query
{
    private const int Most = 32;

    /// <param name="text">The first that the request's analyser was given.</param>
    /// <param name="terms">Of the request.</param>
    public Query(AnalysedText text, RequestTerms terms)
    {
        Text = text;
        Count = Math.Min(text.Vector.Ids.Length, Most);
        Idf = [.. Enumerable.Range(0, Count).Select(terms.Idf)];
        TotalIdf = Idf.Sum();
        Tokens = [.. Enumerable.Range(0, Count).Select(id => text.Tokens[Array.IndexOf(text.Terms, id)])];
        Last = Count == 0 ? -1 : text.Terms[^1];
        Numbers = Tokens.Count(token => token.IsNumber);
    }

    public AnalysedText Text { get; }

    /// <summary>Its distinct stems, at most 32.</summary>
    public int Count { get; }

    /// <summary>Of each distinct stem.</summary>
    public float[] Idf { get; }

    public float TotalIdf { get; }

    /// <summary>Of each distinct stem, the token that it comes first in.</summary>
    public Token[] Tokens { get; }

    /// <summary>The number of the last stem, which names the thing in "stand mixer"; −1 for a query without words.</summary>
    public int Last { get; }

    /// <summary>How many of its distinct stems are numbers.</summary>
    public int Numbers { get; }
}
