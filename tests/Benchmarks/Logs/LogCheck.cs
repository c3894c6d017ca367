using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Benchmarks.Logs;

/// <summary>A prediction that a host has acknowledged, and so promised to keep.</summary>
/// <param name="Id">What it answered to find it by.</param>
/// <param name="Unit">The marker of its call; no two calls have the same.</param>
/// <param name="Input">As it was sent.</param>
/// <param name="Output">As it was answered.</param>
internal sealed record Answered(string Id, string Unit, string Input, JsonElement Output);

/// <summary>What became of acknowledged predictions in the log.</summary>
/// <param name="Found">With input and output as they were, where the id says.</param>
/// <param name="Missing">Ids that lead to no row.</param>
/// <param name="Wrong">Ids that lead to another row, or to a changed one.</param>
/// <param name="Rows">Answered rows of the log, acknowledged or not.</param>
/// <param name="Twice">How many of them repeat another: the same unit and input.</param>
/// <param name="Broken">Lines that are no row.</param>
/// <param name="Lost">Rows that the log itself says were lost, in its lines <c>{ "lost": n }</c>.</param>
internal sealed record LogCheck(int Found, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong, int Rows, int Twice, int Broken, long Lost)
{
    public bool IsClean => Missing.Count + Wrong.Count + Twice + Broken == 0;

    /// <summary>Compares acknowledged predictions with lines of the log.</summary>
    public static LogCheck Of(IReadOnlyCollection<Answered> answered, IReadOnlyList<LogLine> lines)
    {
        var rows = lines.ToDictionary(line => (line.Blob, line.Offset, line.Bytes.Length + 1));
        var (missing, wrong) = (new List<string>(), new List<string>());
        foreach (var prediction in answered)
        {
            if (!PredictionId.TryParse(prediction.Id, null, out var id) || !rows.TryGetValue(LogLine.Place(id), out var line))
                missing.Add(prediction.Id);
            else if (LogRow.Read(line.Bytes.Span) is not { } row || !IsSame(row, prediction))
                wrong.Add(prediction.Id);
        }
        var (count, twice, broken, lost) = Count(lines);
        return new(answered.Count - missing.Count - wrong.Count, missing, wrong, count, twice, broken, lost);
    }

    private static (int Rows, int Twice, int Broken, long Lost) Count(IReadOnlyList<LogLine> lines)
    {
        var (rows, broken, lost) = (0, 0, 0L);
        var seen = new HashSet<(string Unit, string Input)>();
        foreach (var line in lines)
        {
            if (LossOf(line.Bytes.Span) is not { } loss)
            {
                broken++;
            }
            else if (loss > 0)
            {
                lost += loss;
            }
            else if (LogRow.Read(line.Bytes.Span) is { Unit: { } unit, Input: { } input, Output: not null })
            {
                rows++;
                seen.Add((unit, input.GetRawText()));
            }
        }
        return (rows, rows - seen.Count, broken, lost);
    }

    /// <summary>How many rows a line says were lost: 0 for any other row; null for what is no JSON object.</summary>
    private static long? LossOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!JsonElement.TryParseValue(ref reader, out var value) || value.Value.ValueKind != JsonValueKind.Object)
                return null;
            return value.Value.TryGetProperty("lost", out var lost) ? lost.GetInt64() : 0;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSame(LogRow row, Answered prediction)
    {
        using var input = JsonDocument.Parse(prediction.Input);
        return row.Unit == prediction.Unit
            && row.Input is { } kept && JsonElement.DeepEquals(kept, input.RootElement)
            && row.Output is { } output && JsonElement.DeepEquals(output, prediction.Output);
    }
}
