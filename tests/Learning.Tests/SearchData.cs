using System.Globalization;
using System.IO.Compression;
using Microsoft.VisualBasic.FileIO;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests;

/// <summary>Real searches beside the checkout: products with texts, and rows of numbers alone.</summary>
internal static class SearchData
{
    private const int NumberCount = 300;

    public static TaskDefinition Products { get; } = new(
        TaskName.Parse("product-search"),
        "Products that live shop searches found, graded by people.",
        TaskKind.Ranking,
        [new Column("query", ColumnType.Text), new Column("product_title", ColumnType.Text), new Column("product_description", ColumnType.Text)],
        Label: "median_relevance",
        Metric: "ndcg@10",
        Group: "query");

    public static TaskDefinition Numbers { get; } = new(
        TaskName.Parse("numbered-search"),
        "Rows of numbered features.",
        TaskKind.Ranking,
        [new Column("query", ColumnType.Id), .. Enumerable.Range(1, NumberCount).Select(feature => new Column($"{feature}", ColumnType.Number))],
        Label: "grade",
        Metric: "ndcg@10",
        Group: "query");

    /// <summary>The rows of a gzipped CSV file of <see cref="Products"/>.</summary>
    public static IReadOnlyList<Example> ReadProducts(string path)
    {
        using var parser = new TextFieldParser(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)) { Delimiters = [","], TrimWhiteSpace = false };
        var header = parser.ReadFields()!;
        int[] places = [.. Products.Columns.Select(column => Array.IndexOf(header, column.Name))];
        var examples = new List<Example>();
        while (parser.ReadFields() is { } cells)
        {
            examples.Add(new Example(
                new Row([.. places.Select(_ => double.NaN)], [.. places.Select(place => Cell.IsMissing(cells[place]) ? null : cells[place])]),
                double.Parse(cells[Array.IndexOf(header, Products.Label)], CultureInfo.InvariantCulture)));
        }

        return examples;
    }

    /// <summary>The rows of a gzipped SVMlight file; the sizes of its groups stand, line by line, in the file of the same name that ends in .query.</summary>
    public static IReadOnlyList<Example> ReadNumbers(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var sizes = File.ReadLines(Path.ChangeExtension(path, ".query")).Select(size => int.Parse(size, CultureInfo.InvariantCulture));
        return [.. sizes.Index().SelectMany(group => Enumerable.Range(0, group.Item).Select(_ => Number(reader.ReadLine()!, group.Index)))];
    }

    private static Example Number(string line, int group)
    {
        var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var row = new Row([double.NaN, .. new double[NumberCount]], [$"{group}", .. new string?[NumberCount]]);
        foreach (var pair in cells.Skip(1).Select(cell => cell.Split(':')))
            row.Numbers[int.Parse(pair[0], CultureInfo.InvariantCulture)] = double.Parse(pair[1], CultureInfo.InvariantCulture);
        return new Example(row, double.Parse(cells[0], CultureInfo.InvariantCulture));
    }
}
