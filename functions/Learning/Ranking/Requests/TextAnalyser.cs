namespace MlFunctions.Learning.Ranking;

/// <summary>Analyses the texts of one request.</summary>
internal sealed class TextAnalyser(RequestTerms terms)
{
    private readonly List<Token> tokens = [];
    private readonly List<int> ids = [];

    // How often the text at hand has each term of the request; all 0 between texts.
    private int[] counts = [];

    /// <summary>A text; null is empty.</summary>
    public AnalysedText Of(string? text)
    {
        var folded = text is null ? "" : TextFolding.Fold(text);
        tokens.Clear();
        Tokenizer.Cut(folded, tokens);
        var sequence = new int[tokens.Count];
        for (var place = 0; place < sequence.Length; place++)
            sequence[place] = terms.Id(tokens[place].Stem);
        return new AnalysedText(folded, [.. tokens], sequence, Weigh(sequence));
    }

    /// <summary>Several texts as one.</summary>
    public AnalysedText Joined(IReadOnlyList<AnalysedText> texts)
    {
        int[] sequence = [.. texts.SelectMany(text => text.Terms)];
        return new AnalysedText("", [], sequence, Weigh(sequence));
    }

    private TermVector Weigh(int[] sequence)
    {
        if (counts.Length < terms.Count)
            Array.Resize(ref counts, Math.Max(terms.Count, 2 * counts.Length));
        ids.Clear();
        foreach (var id in sequence)
        {
            if (counts[id]++ == 0)
                ids.Add(id);
        }

        var weights = new float[ids.Count];
        for (var place = 0; place < weights.Length; place++)
        {
            weights[place] = (1 + MathF.Log(counts[ids[place]])) * terms.Idf(ids[place]);
            counts[ids[place]] = 0;
        }

        return TermVector.Of([.. ids], weights);
    }
}
