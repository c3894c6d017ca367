namespace MlFunctions.Learning.Ranking;

/// <summary>The stems of one request, numbered as they come, so that everything after is an array.</summary>
internal sealed class RequestTerms(Vocabulary vocabulary)
{
    private readonly Dictionary<ulong, int> ids = [];

    private readonly List<float> idf = [];

    public int Count => idf.Count;

    /// <summary>The number of a stem.</summary>
    public int Id(ulong stem)
    {
        if (ids.TryGetValue(stem, out var id))
            return id;
        ids.Add(stem, idf.Count);
        idf.Add(vocabulary.Idf(stem));
        return idf.Count - 1;
    }

    /// <summary>The inverse document frequency of the stem with this number.</summary>
    public float Idf(int id) => idf[id];
}
