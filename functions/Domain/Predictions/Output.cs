using System.Buffers;
using System.Text.Json;

namespace MlFunctions.Domain.Predictions;

/// <summary>What a model answers, as the wire and the log have it.</summary>
public static class Output
{
    /// <summary>Of a regression: <c>{ "minutes": 38.2, "p10": 27.9, "p90": 55.1 }</c>.</summary>
    /// <param name="name">The name that the task gives its output.</param>
    /// <param name="estimate">What was answered.</param>
    public static ReadOnlyMemory<byte> Write(string name, Estimate estimate) => Write(96, json =>
    {
        json.WriteNumber(name, estimate.Value);
        json.WriteNumber("p10"u8, estimate.P10);
        json.WriteNumber("p90"u8, estimate.P90);
    });

    /// <summary>Of a binary task: <c>{ "probability": 0.93, "decision": true }</c>.</summary>
    public static ReadOnlyMemory<byte> Write(double probability, bool decision) => Write(64, json =>
    {
        json.WriteNumber("probability"u8, probability);
        json.WriteBoolean("decision"u8, decision);
    });

    /// <summary>Of a ranking: <c>{ "ranking": [ { "id": "a7", "score": 1.9 }, … ] }</c>, the highest score first, equal ones as they came.</summary>
    /// <param name="ids">Of each product the id's JSON.</param>
    /// <param name="scores">Of each product.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<ReadOnlyMemory<byte>> ids, double[] scores) => Write(64 * (1 + ids.Count), json =>
    {
        json.WriteStartArray("ranking"u8);
        foreach (var product in Enumerable.Range(0, scores.Length).OrderByDescending(product => scores[product]))
        {
            json.WriteStartObject();
            json.WritePropertyName("id"u8);
            json.WriteRawValue(ids[product].Span, skipInputValidation: true);
            json.WriteNumber("score"u8, scores[product]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static ReadOnlyMemory<byte> Write(int size, Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(size);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
