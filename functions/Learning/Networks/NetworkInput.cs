namespace MlFunctions.Learning.Networks;

/// <summary>What a network reads of many rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Numbers">Row after row, as many for each as the network's shape says; finite and of the order of 1.</param>
/// <param name="Codes">Row after row, one for each embedding; each within its embedding's codes.</param>
public sealed record NetworkInput(int Rows, float[] Numbers, int[] Codes)
{
    /// <summary>Rows without categories.</summary>
    public static NetworkInput Of(int rows, float[] numbers) => new(rows, numbers, []);

    /// <summary>Some of the rows, in the order given.</summary>
    public NetworkInput Only(IReadOnlyList<int> rows) => new(rows.Count, Chosen(Numbers, rows), Chosen(Codes, rows));

    private T[] Chosen<T>(T[] values, IReadOnlyList<int> rows)
    {
        var width = values.Length / Rows;
        var chosen = new T[rows.Count * width];
        for (var place = 0; place < rows.Count; place++)
            values.AsSpan(rows[place] * width, width).CopyTo(chosen.AsSpan(place * width));
        return chosen;
    }
}
