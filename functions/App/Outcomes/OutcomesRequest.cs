using System.Text.Json;
using MlFunctions.Domain;
using MlFunctions.Domain.Outcomes;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Outcomes;

internal sealed record OutcomesRequest(IReadOnlyList<OutcomeEntry>? Outcomes)
{
    private const int MaxErrors = 20;

    /// <summary>The outcomes as records, and the ids that are none of this task; or every entry that cannot be used.</summary>
    public Result<CheckedOutcomes> Check(TaskDefinition task, DateTimeOffset now)
    {
        if (Outcomes is null)
            return new Invalid("Send { \"outcomes\": [ { \"prediction\": id, \"actual\": what happened, \"observedAt\"?: time } ] }.", [new FieldError("/outcomes", "The field is required.")]);
        var errors = Outcomes.Index().SelectMany(e => e.Item is { } entry ? entry.Errors(task.Kind, $"/outcomes/{e.Index}") : [new($"/outcomes/{e.Index}", "It takes an object.")]).Take(MaxErrors).ToArray();
        if (errors.Length > 0)
            return new Invalid($"Nothing was kept, because {errors[0].Pointer} cannot be used: {errors[0].Detail}", errors);
        var known = Outcomes.Select(e => PredictionId.TryParse(e.Prediction, null, out var id) && id.Segment.Task == task.Name ? id : null).ToArray();
        return new CheckedOutcomes(
            [.. Outcomes.Zip(known).Where(e => e.Second is not null).Select(e => new Outcome(e.Second!, Actual.Read(task.Kind, e.First.Actual)!, e.First.ObservedAt ?? now, now))],
            [.. Outcomes.Zip(known).Where(e => e.Second is null).Select(e => e.First.Prediction!).Distinct()]);
    }
}

internal sealed record CheckedOutcomes(IReadOnlyList<Outcome> Told, IReadOnlyList<string> Unknown);

/// <summary>What happened after one prediction.</summary>
/// <param name="Prediction">Its id.</param>
/// <param name="Actual">The truth: a number in the label's unit, 0 or 1 for a binary task, grades by product id for a ranking.</param>
/// <param name="ObservedAt">When; now when absent.</param>
internal sealed record OutcomeEntry(string? Prediction, JsonElement Actual, DateTimeOffset? ObservedAt)
{
    public IEnumerable<FieldError> Errors(TaskKind kind, string pointer)
    {
        if (string.IsNullOrEmpty(Prediction))
            yield return new($"{pointer}/prediction", "It takes the id that the prediction was answered with.");
        if (Domain.Outcomes.Actual.Read(kind, Actual) is null)
            yield return new($"{pointer}/actual", Domain.Outcomes.Actual.Wanted(kind));
    }
}
