using System.Globalization;

namespace MlFunctions.Domain.Kernel;

/// <summary>One input, read by <see cref="Cell"/>: a CSV line of a dataset or the JSON of a request. Both arrays have one place per column of the task.</summary>
/// <param name="Numbers">Numbers and times (seconds since 1970-01-01 UTC); NaN is missing, and so is the place of a column that is not numeric.</param>
/// <param name="Texts">Categories, texts and ids; null is missing, and so is the place of a numeric column.</param>
public sealed record Row(double[] Numbers, string?[] Texts)
{
    /// <summary>A row in which every column has the value that stands for an absent one.</summary>
    public static Row Empty(IReadOnlyList<Column> columns)
    {
        var row = Empty(columns.Count);
        for (var place = 0; place < columns.Count; place++)
        {
            if (columns[place].Absent is { } value)
                row.Numbers[place] = value;
        }

        return row;
    }

    /// <summary>A row of <paramref name="columns"/> places, all missing.</summary>
    public static Row Empty(int columns)
    {
        var numbers = new double[columns];
        Array.Fill(numbers, double.NaN);
        return new Row(numbers, new string?[columns]);
    }

    /// <summary>The value of a column of any type as text, by which rows can be grouped; null is missing.</summary>
    public string? Text(int column, Column type) =>
        !type.IsNumeric ? Texts[column] : double.IsNaN(Numbers[column]) ? null : Numbers[column].ToString("R", CultureInfo.InvariantCulture);

    public bool IsMissing(int column, Column type) => type.IsNumeric ? double.IsNaN(Numbers[column]) : Texts[column] is null;
}

/// <summary>A row whose truth is known.</summary>
/// <param name="Input">What a request would have held.</param>
/// <param name="Label">What really happened, in the label's unit.</param>
public sealed record Example(Row Input, double Label);
