using MlFunctions.Learning.Ranking.Requests;

namespace MlFunctions.Learning.Ranking.Lists;

/// <summary>
/// What the products of a request say of each other. Those that match the query best are most probably what was meant, so a product is judged by how like
/// them it is: by the terms of its first text, by these without the query's, by the terms of all its texts, and by the first text's grams.
/// </summary>
internal static class ListContext
{
    // So that no single product is all that the others are compared with.
    private const float MostHeat = 4;

    private static readonly string[] Views = ["first text", "first text without the query", "all texts", "grams"];

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Views.SelectMany(view => new[] { $"{view}: like all", $"{view}: like the matching", $"{view}: like the likely" }),
        "usual terms", "grams found", "grams shared",
    ];

    /// <summary>One column for each name.</summary>
    /// <param name="query">What was asked for.</param>
    /// <param name="first">Of each product, its first text.</param>
    /// <param name="all">Of each product, all its texts as one.</param>
    /// <param name="terms">How many terms the request has.</param>
    /// <param name="match">Of each product, how far its first text has the query's terms, 0 to 1.</param>
    public static float[][] Of(Query query, IReadOnlyList<AnalysedText> first, IReadOnlyList<AnalysedText> all, int terms, float[] match)
    {
        TermVector[] vectors = [.. first.Select(text => text.Vector)];
        TermVector[] rest = [.. vectors.Select(vector => vector.From(query.Count))];
        var grams = new GramVectors(query.Text, first);
        var alike = new float[first.Count];
        Array.Fill(alike, 1);
        float[] matching = [.. match.Select(share => share * share * share)];
        var likely = Likely(Centroid.Cosines(vectors, terms, matching), match);

        TermVector[] joined = [.. all.Select(text => text.Vector)];
        (IReadOnlyList<TermVector> Texts, int Terms)[] views = [(vectors, terms), (rest, terms), (joined, terms), (grams.Texts, grams.Count)];
        (float Found, float Shared)[] matches = [.. Enumerable.Range(0, first.Count).Select(grams.Match)];
        return
        [
            .. views.SelectMany(view => Centroid.Cosines(view.Texts, view.Terms, alike, matching, likely)),
            Usual(rest, terms),
            [.. matches.Select(share => share.Found)],
            [.. matches.Select(share => share.Shared)],
        ];
    }

    // A softmax of how like the matching a product is, and how well it matches itself.
    private static float[] Likely(float[] cosines, float[] match)
    {
        float[] own = [.. match];
        Standing.Score(cosines);
        Standing.Score(own);
        return [.. cosines.Zip(own, (like, matches) => MathF.Exp(Math.Clamp(like + matches, -MostHeat, MostHeat)))];
    }

    // The mean share of the list's other products that have a term of this one.
    private static float[] Usual(TermVector[] texts, int terms)
    {
        var holding = new int[terms];
        foreach (var text in texts)
        {
            foreach (var id in text.Ids)
                holding[id]++;
        }

        var usual = new float[texts.Length];
        for (var text = 0; text < texts.Length; text++)
        {
            foreach (var id in texts[text].Ids)
                usual[text] += (holding[id] - 1f) / texts.Length / texts[text].Ids.Length;
        }

        return usual;
    }
}
