using System.Globalization;
using System.Text.Json;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Incidents.Bundles;

/// <summary>Labelled predictions to explain.</summary>
internal static class Made
{
    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static PredictionId Id(int place) => new(new LogSegment(TestTasks.Delivery.Name, At.UtcDateTime.Date.AddHours(5), "one", 0), place * 100, 100);

    /// <summary>Of a delivery that was answered 30 minutes.</summary>
    public static LabelledPrediction Delivery(int place, double actual, string store = "s1", int items = 1) => Read(
        TaskKind.Regression, place, $$"""{"placed":"2026-03-04T05:00:00Z","store":"{{store}}","items":{{items}}}""", """{"minutes":30,"p10":20,"p90":40}""", Actual.Of(actual));

    public static LabelledPrediction Read(TaskKind kind, int place, string input, string output, Actual actual)
    {
        var row = new LogRow(At.AddSeconds(place), 1, null, JsonElement.Parse(input), JsonElement.Parse(output), 1.5, null);
        return new(Id(place), row, Answer.Read(kind, "minutes", row.Output!.Value)!, actual);
    }

    public static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
