using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Serving;

/// <summary>Reads the input of a ranking task: <c>{ "query": …, "products": [ { "id": …, … }, … ] }</c>, where the group column stands with the request and all others with each product.</summary>
internal sealed class ProductsReader(IReadOnlyList<Column> columns, string? group) : InputReader
{
    private const string Products = "products";
    private const string Id = "id";
    private const int MaxErrors = 20;

    private readonly RowReader request = new(columns, column => column.Name == group, Products);
    private readonly RowReader product = new(columns, column => column.Name != group, Id);
    private readonly int groupPlace = columns.Index().Where(column => column.Item.Name == group).Select(column => column.Index).FirstOrDefault(-1);

    public override PredictionInput Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string pointer, ICollection<FieldError> errors)
    {
        var start = (int)reader.TokenStartIndex;
        var shared = Row.Empty(columns);
        var products = request.Read(ref reader, shared, pointer, errors);
        var input = body[start..(int)reader.BytesConsumed];
        return products is { } part
            ? Rows(body, part, shared, $"{pointer}/{Products}", errors) with { Json = input }
            : Refused($"{pointer}/{Products}", "The field is required: an array of products, each an object with an id.", errors);
    }

    private PredictionInput Rows(ReadOnlyMemory<byte> body, Range part, Row shared, string pointer, ICollection<FieldError> errors)
    {
        var json = body[part];
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return Refused(pointer, "It takes an array of products, each an object with an id.", errors);
        var rows = new List<Row>();
        var ids = new List<ReadOnlyMemory<byte>>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (errors.Count < MaxErrors && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var at = $"{pointer}/{rows.Count}";
            if (rows.Count == InputSchema.MaxProducts)
                return Refused(pointer, $"A request takes at most {InputSchema.MaxProducts} products.", errors);
            if (reader.TokenType != JsonTokenType.StartObject)
                return Refused(at, "It takes an object of the product's fields.", errors);
            rows.Add(ReadProduct(ref reader, json, shared, at, ids, known, errors));
        }

        if (rows.Count == 0 && errors.Count == 0)
            errors.Add(new(pointer, "Give at least one product."));
        return new PredictionInput(rows, ids, default);
    }

    private Row ReadProduct(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, Row shared, string at, List<ReadOnlyMemory<byte>> ids, HashSet<string> known, ICollection<FieldError> errors)
    {
        var row = Row.Empty(columns);
        var id = product.Read(ref reader, row, at, errors) is { } place ? json[place] : default;
        if (groupPlace >= 0)
            (row.Numbers[groupPlace], row.Texts[groupPlace]) = (shared.Numbers[groupPlace], shared.Texts[groupPlace]);
        if (!ProductId.TryText(id.Span, out var text))
            errors.Add(new($"{at}/{Id}", "The field is required: a string or a number that tells the products of a request apart."));
        else if (!known.Add(text))
            errors.Add(new($"{at}/{Id}", "Two products of the request have this id."));
        ids.Add(id);
        return row;
    }

    private static PredictionInput Refused(string pointer, string detail, ICollection<FieldError> errors)
    {
        errors.Add(new(pointer, detail));
        return new PredictionInput([], [], default);
    }
}
