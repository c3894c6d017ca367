using System.Globalization;
using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Tests.Features;

/// <summary>A row of a file and the same row as the JSON of a request have the same features, bit for bit.</summary>
public sealed class SkewTests
{
    [Theory]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.Binary)]
    public void A_row_served_has_the_features_that_it_would_have_in_training(TaskKind kind)
    {
        var (columns, rows) = (Samples.Task(kind).Columns, Samples.Rows(kind));
        var folds = Folds.By(Samples.Task(kind), rows, 5, seed: 1);
        var featurizer = FeaturizerFit.Of(columns, rows, folds, []).Featurizer;
        var inputs = InputReader.Of(kind, columns, null);
        foreach (var row in rows.Take(300))
            Assert.Equal(Features(featurizer, FromFile(columns, row.Input)), Features(featurizer, Served(inputs, columns, row.Input)));
    }

    private static int[] Features(Featurizer featurizer, Row row)
    {
        var features = new float[featurizer.Width];
        featurizer.Encode(row, features);
        return [.. features.Select(BitConverter.SingleToInt32Bits)];
    }

    private static Row FromFile(IReadOnlyList<Column> columns, Row row)
    {
        var read = Row.Empty(columns);
        for (var place = 0; place < columns.Count; place++)
        {
            var text = Text(columns[place], row, place) ?? "";
            Assert.True(Cell.IsMissing(text) || Cell.TrySet(read, place, columns[place], text));
        }

        return read;
    }

    private static Row Served(InputReader inputs, IReadOnlyList<Column> columns, Row row)
    {
        var fields = columns.Index().ToDictionary(
            column => column.Item.Name,
            column => column.Item.Type == ColumnType.Number && !double.IsNaN(row.Numbers[column.Index]) ? (object)row.Numbers[column.Index] : Text(column.Item, row, column.Index));
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields));
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var errors = new List<FieldError>();
        var input = inputs.Read(ref reader, json, "", errors);
        Assert.Empty(errors);
        return input.Row;
    }

    private static string? Text(Column column, Row row, int place) =>
        !column.IsNumeric ? row.Texts[place]
        : double.IsNaN(row.Numbers[place]) ? null
        : column.Type == ColumnType.Time ? DateTime.UnixEpoch.AddSeconds(row.Numbers[place]).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture)
        : row.Numbers[place].ToString("R", CultureInfo.InvariantCulture);
}
