using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Ranking.Lists;
using MlFunctions.Learning.Ranking.Matches;
using MlFunctions.Learning.Ranking.Requests;
using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking;

/// <summary>
/// From the products of one request to their features: how well the texts match the query, what the products say of each other, and the columns that are
/// no texts. Fitted data, no code: it is saved in the model's artifact.
/// </summary>
/// <param name="Query">The place of the column that holds what was asked for.</param>
/// <param name="Texts">The text columns of the products, the most telling first (the title); none, and there are no text features.</param>
/// <param name="Vocabulary">Of the training texts.</param>
/// <param name="Plain">Encodes the columns that are no texts.</param>
public sealed record RankingFeaturizer(int Query, IReadOnlyList<Field> Texts, Vocabulary Vocabulary, Featurizer Plain)
{
    /// <summary>Their names, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features { get; } =
    [
        .. Texts.Count == 0 ? [] : TermMatch.Names.Concat(SoftMatch.Names).Select(name => $"{Texts[0].Name}: {name}").Concat(ListContext.Names),
        .. Plain.Features.Select(name => $"{name}, in the list"),
        .. Plain.Features,
    ];

    /// <summary>How many features.</summary>
    [JsonIgnore]
    public int Width => Features.Count;

    /// <summary>How many of the first features say where a product stands in its list, in standard deviations; the others are the plain columns as they are.</summary>
    [JsonIgnore]
    public int Standings => Width - Plain.Width;

    /// <summary>The features of the products of one request; NaN is a missing value.</summary>
    /// <param name="products">At least one, each with one place per column of the task.</param>
    public FeatureMatrix Encode(IReadOnlyList<Row> products)
    {
        var columns = new FeatureColumns(products.Count, Width);
        if (Texts.Count > 0)
            Match(products, columns);
        var plain = new float[Plain.Width];
        for (var row = 0; row < products.Count; row++)
        {
            Plain.Encode(products[row], plain);
            for (var feature = 0; feature < plain.Length; feature++)
                columns[columns.Next + feature][row] = columns[Standings + feature][row] = plain[feature];
        }

        for (var column = 0; column < Standings; column++)
            Standing.Score(columns[column]);
        return columns.ToMatrix();
    }

    private void Match(IReadOnlyList<Row> products, FeatureColumns columns)
    {
        using var terms = new RequestTerms(Vocabulary);
        var analyser = new TextAnalyser(terms);
        var query = new Query(analyser.Of(products[0].Texts[Query]), terms);
        var texts = products.Select(product => Texts.Select(field => analyser.Of(product.Texts[field.Column])).ToArray()).ToArray();
        AnalysedText[] first = [.. texts.Select(text => text[0])];
        AnalysedText[] all = Texts.Count == 1 ? first : [.. texts.Select(analyser.Joined)];

        Span<float> features = stackalloc float[TermMatch.Names.Count + SoftMatch.Names.Count];
        for (var row = 0; row < first.Length; row++)
        {
            TermMatch.Write(query, first[row], Texts[0].MeanLength, features[..TermMatch.Names.Count]);
            SoftMatch.Write(query, first[row], features[TermMatch.Names.Count..]);
            for (var feature = 0; feature < features.Length; feature++)
                columns[feature][row] = features[feature];
        }

        var match = columns[TermMatch.Names.Count + SoftMatch.ByIdf];
        columns.Next = features.Length;
        foreach (var column in ListContext.Of(query, first, all, terms.Count, match.ToArray()))
            columns.Add(column);
    }
}
