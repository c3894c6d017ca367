using System.Buffers;
using System.Numerics;
using MlFunctions.Learning.Ranking.Requests;

namespace MlFunctions.Learning.Ranking.Lists;

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
    public static float[] Cosines(IReadOnlyList<TermVector> texts, int terms, float[] weights) => Cosines(texts, terms, weights, weights, weights)[0];

    /// <summary>The same by three weights at once: additions wait for each other, and those of the three do not.</summary>
    public static float[][] Cosines(IReadOnlyList<TermVector> texts, int terms, float[] first, float[] second, float[] third)
    {
        var rented = ArrayPool<Vector4>.Shared.Rent(terms);
        var sums = rented.AsSpan(0, terms);
        sums.Clear();
        for (var text = 0; text < texts.Count; text++)
            texts[text].AddTo(sums, new(first[text], second[text], third[text], 0));
        var squares = Vector4.Zero;
        foreach (var sum in sums)
            squares += sum * sum;

        float[][] cosines = [new float[texts.Count], new float[texts.Count], new float[texts.Count]];
        for (var text = 0; text < texts.Count; text++)
        {
            var own = 0f;
            foreach (var weight in texts[text].Weights)
                own += weight * weight;
            var dots = texts[text].Dot(sums);
            cosines[0][text] = Cosine(squares.X, first[text], dots.X, own);
            cosines[1][text] = Cosine(squares.Y, second[text], dots.Y, own);
            cosines[2][text] = Cosine(squares.Z, third[text], dots.Z, own);
        }

        ArrayPool<Vector4>.Shared.Return(rented);
        return cosines;
    }

    private static float Cosine(float square, float weight, float dot, float own)
    {
        var others = square - (2 * weight * dot) + (weight * weight * own);
        return others > Least && own > Least ? (dot - (weight * own)) / MathF.Sqrt(others * own) : 0;
    }
}
