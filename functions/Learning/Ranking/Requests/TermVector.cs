using System.Numerics;

namespace MlFunctions.Learning.Ranking.Requests;

/// <summary>A text of a request as a sparse vector.</summary>
/// <param name="Ids">Its distinct terms, numbered within the request.</param>
/// <param name="Weights">Of each; their squares add up to 1, or to 0 for a text without terms.</param>
internal sealed record TermVector(int[] Ids, float[] Weights)
{
    /// <summary>The vector of length 1 in the direction of <paramref name="weights"/>.</summary>
    public static TermVector Of(int[] ids, float[] weights)
    {
        var square = 0f;
        foreach (var weight in weights)
            square += weight * weight;
        if (square > 0)
        {
            var length = MathF.Sqrt(square);
            for (var place = 0; place < weights.Length; place++)
                weights[place] /= length;
        }

        return new TermVector(ids, weights);
    }

    /// <summary>The terms from number <paramref name="first"/> on, as they are.</summary>
    public TermVector From(int first)
    {
        var (ids, weights) = (new List<int>(Ids.Length), new List<float>(Ids.Length));
        for (var place = 0; place < Ids.Length; place++)
        {
            if (Ids[place] < first)
                continue;
            ids.Add(Ids[place]);
            weights.Add(Weights[place]);
        }

        return new TermVector([.. ids], [.. weights]);
    }

    /// <summary>The products with four vectors that have a place for every number.</summary>
    public Vector4 Dot(ReadOnlySpan<Vector4> dense)
    {
        var sum = Vector4.Zero;
        for (var place = 0; place < Ids.Length; place++)
            sum += Weights[place] * dense[Ids[place]];
        return sum;
    }

    /// <summary>Adds <paramref name="weights"/> times this vector to each of four.</summary>
    public void AddTo(Span<Vector4> dense, Vector4 weights)
    {
        for (var place = 0; place < Ids.Length; place++)
            dense[Ids[place]] += weights * Weights[place];
    }
}
