using System.Text.Json;
using MlFunctions.Domain.Metrics;

namespace MlFunctions.Domain.Serving;

/// <summary>What a model answers, as the wire and the log have it.</summary>
public static class Output
{
    /// <summary>Of a regression: <c>{ "minutes": 38.2, "p10": 27.9, "p90": 55.1 }</c>.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="name">The name that the task gives its output.</param>
    /// <param name="estimate">What was answered.</param>
    public static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject();
        json.WriteNumber(name, estimate.Value);
        json.WriteNumber("p10"u8, estimate.P10);
        json.WriteNumber("p90"u8, estimate.P90);
        json.WriteEndObject();
    }

    /// <summary>Of a binary task: <c>{ "probability": 0.93, "decision": true }</c>.</summary>
    public static void Write(Utf8JsonWriter json, double probability, bool decision)
    {
        json.WriteStartObject();
        json.WriteNumber("probability"u8, probability);
        json.WriteBoolean("decision"u8, decision);
        json.WriteEndObject();
    }

    /// <summary>Of a ranking: <c>{ "ranking": [ { "id": "a7", "score": 1.9 }, … ] }</c>, the highest score first, equal ones as they came.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="ids">Of each product the id's JSON.</param>
    /// <param name="scores">Of each product; finite.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ReadOnlyMemory<byte>> ids, ReadOnlySpan<double> scores)
    {
        Span<(double Score, int Product)> order = scores.Length <= 128 ? stackalloc (double, int)[scores.Length] : new (double, int)[scores.Length];
        for (var product = 0; product < scores.Length; product++)
            order[product] = (scores[product], product);
        order.Sort((one, other) => one.Score == other.Score ? one.Product.CompareTo(other.Product) : other.Score.CompareTo(one.Score));
        json.WriteStartObject();
        json.WriteStartArray("ranking"u8);
        foreach (var (score, product) in order)
        {
            json.WriteStartObject();
            json.WritePropertyName("id"u8);
            json.WriteRawValue(ids[product].Span, skipInputValidation: true);
            json.WriteNumber("score"u8, score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
