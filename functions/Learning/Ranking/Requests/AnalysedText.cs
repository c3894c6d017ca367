using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking.Requests;

/// <summary>A text of a request, cut, numbered and weighed.</summary>
/// <param name="Folded">Its letters; empty where several texts were joined.</param>
/// <param name="Tokens">Places in <paramref name="Folded"/>, in order.</param>
/// <param name="Terms">The number of each token's stem.</param>
/// <param name="Vector">The distinct terms in the order of their first places, weighed by tf-idf.</param>
internal sealed record AnalysedText(string Folded, Token[] Tokens, int[] Terms, TermVector Vector)
{
    public ReadOnlySpan<char> Word(Token token) => Folded.AsSpan(token.Start, token.Length);
}
