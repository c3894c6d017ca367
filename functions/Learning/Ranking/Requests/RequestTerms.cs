using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking.Requests;

/// <summary>The stems of one request, numbered as they come, so that everything after is an array.</summary>
internal sealed class RequestTerms(Vocabulary vocabulary) : IDisposable
{
    private readonly Numbering numbers = new(2048);

    private readonly List<float> idf = [];

    public int Count => idf.Count;

    /// <summary>The number of a stem.</summary>
    public int Id(ulong stem)
    {
        var id = numbers.Of(stem);
        if (id == idf.Count)
            idf.Add(vocabulary.Idf(stem));
        return id;
    }

    /// <summary>The inverse document frequency of the stem with this number.</summary>
    public float Idf(int id) => idf[id];

    public void Dispose() => numbers.Dispose();
}
