using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>Reads <c>{ "input": {…} }</c> into a row and trusts it: what does not fit is an exception.</summary>
internal sealed class BareInput(IReadOnlyList<Column> columns)
{
    private readonly byte[][] names = [.. columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];

    public Row Read(ReadOnlySpan<byte> body)
    {
        var row = Row.Empty(columns.Count);
        var json = new Utf8JsonReader(body);
        // { "input": {
        for (var token = 0; token < 3; token++)
            json.Read();
        var next = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var place = Find(ref json, next);
            json.Read();
            Set(row, place, ref json);
            next = place + 1;
        }
        return row;
    }

    /// <summary>Fields come in the columns' order, so the next one is tried first.</summary>
    private int Find(ref Utf8JsonReader json, int next)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var place = (next + i) % names.Length;
            if (json.ValueTextEquals(names[place]))
                return place;
        }
        throw new JsonException($"There is no column {json.GetString()}.");
    }

    private void Set(Row row, int place, ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.Number:
                row.Numbers[place] = json.GetDouble();
                break;
            case var _ when columns[place].Type == ColumnType.Time:
                row.Numbers[place] = (json.GetDateTimeOffset() - DateTimeOffset.UnixEpoch).TotalSeconds;
                break;
            default:
                row.Texts[place] = json.GetString();
                break;
        }
    }
}
