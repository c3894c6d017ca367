using System.Text.Json;
using MlFunctions.Domain.Predictions;

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
internal sealed record LogCheck(int Found, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong, int Rows, int Twice, int Broken)
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
        var (count, twice, broken) = Count(lines);
        return new(answered.Count - missing.Count - wrong.Count, missing, wrong, count, twice, broken);
    }

    private static (int Rows, int Twice, int Broken) Count(IReadOnlyList<LogLine> lines)
    {
        var (rows, broken) = (0, 0);
        var seen = new HashSet<(string Unit, string Input)>();
        foreach (var line in lines)
        {
            if (!IsJson(line.Bytes.Span))
            {
                broken++;
            }
            else if (LogRow.Read(line.Bytes.Span) is { Unit: { } unit, Input: { } input, Output: not null })
            {
                rows++;
                seen.Add((unit, input.GetRawText()));
            }
        }
        return (rows, rows - seen.Count, broken);
    }

    /// <summary>A row of refusals or losses is a line too.</summary>
    private static bool IsJson(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var value) && value.Value.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
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
