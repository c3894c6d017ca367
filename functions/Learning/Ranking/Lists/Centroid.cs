namespace MlFunctions.Learning.Ranking;

/// <summary>How near each text of a list is to what the others say together, each of which counts by a weight: pseudo-relevance feedback, which needs no training.</summary>
/// <remarks>Rocchio, Relevance feedback in information retrieval, in Salton, The SMART Retrieval System, 1971.</remarks>
internal static class Centroid
{
    // Of squares: a smaller one is rounding.
    private const float Least = 1e-6f;

    /// <summary>Of each text, the cosine with the weighted sum of the others.</summary>
    /// <param name="texts">Of the list.</param>
    /// <param name="terms">How many terms they have together.</param>
    /// <param name="weights">Of each text, 0 or more.</param>
    public static float[] Cosines(IReadOnlyList<TermVector> texts, int terms, ReadOnlySpan<float> weights)
    {
        var sum = new float[terms];
        for (var text = 0; text < texts.Count; text++)
            texts[text].AddTo(sum, weights[text]);
        var square = 0f;
        foreach (var value in sum)
            square += value * value;

        var cosines = new float[texts.Count];
        for (var text = 0; text < texts.Count; text++)
        {
            var own = 0f;
            foreach (var weight in texts[text].Weights)
                own += weight * weight;
            var dot = texts[text].Dot(sum);
            var others = square - (2 * weights[text] * dot) + (weights[text] * weights[text] * own);
            cosines[text] = others > Least && own > Least ? (dot - (weights[text] * own)) / MathF.Sqrt(others * own) : 0;
        }

        return cosines;
    }
}
