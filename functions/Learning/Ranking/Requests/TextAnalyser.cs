using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking.Requests;

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
        if (texts.Skip(1).All(text => text.Terms.Length == 0))
            return texts[0];
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
            // Most terms come once, and the logarithm of 1 is 0.
            ref var count = ref counts[ids[place]];
            weights[place] = (count == 1 ? 1 : 1 + MathF.Log(count)) * terms.Idf(ids[place]);
            count = 0;
        }

        return TermVector.Of([.. ids], weights);
    }
}
