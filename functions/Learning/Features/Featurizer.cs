using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>From a row to a vector of features: the encoders, one after the other. Fitted data, no code: it is saved in the model's artifact.</summary>
public sealed record Featurizer(IReadOnlyList<Encoder> Encoders)
{
    private readonly int[] widths = [.. Encoders.Select(encoder => encoder.Features.Count)];

    /// <summary>How many features.</summary>
    [JsonIgnore]
    public int Width { get; } = Encoders.Sum(encoder => encoder.Features.Count);

    /// <summary>Their names, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features { get; } = [.. Encoders.SelectMany(encoder => encoder.Features)];

    /// <summary>The encoders that no label was needed for; those with labels follow them.</summary>
    [JsonIgnore]
    public Featurizer LabelFree => new([.. Encoders.TakeWhile(encoder => encoder is not TargetEncoder)]);

    /// <summary>Writes the features of a row.</summary>
    /// <param name="row">One place per column of the task.</param>
    /// <param name="into">At least <see cref="Width"/> long; NaN is a missing value.</param>
    public void Encode(Row row, Span<float> into)
    {
        for (var place = 0; place < widths.Length; place++)
        {
            Encoders[place].Encode(row, into[..widths[place]]);
            into = into[widths[place]..];
        }
    }

    /// <summary>Writes the features of many rows, row after row.</summary>
    /// <param name="rows">Each with one place per column of the task.</param>
    /// <param name="into">Rows × <paramref name="width"/>.</param>
    /// <param name="width">From one row to the next: at least <see cref="Width"/>; further places are left as they are.</param>
    public void Encode(ReadOnlySpan<Row> rows, Span<float> into, int width)
    {
        for (var row = 0; row < rows.Length; row++)
            Encode(rows[row], into.Slice(row * width, width));
    }
}
