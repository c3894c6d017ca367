using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>What happened after one prediction, as it is told.</summary>
/// <param name="Prediction">Its id.</param>
/// <param name="Actual">The truth: a number in the label's unit, 0 or 1 for a binary task, grades by product id for a ranking.</param>
/// <param name="ObservedAt">When; now when absent.</param>
internal sealed record OutcomeEntry(string? Prediction, JsonElement Actual, DateTimeOffset? ObservedAt)
{
    /// <summary>More characters than an id can have.</summary>
    private const int MaxIdCharacters = 200;

    public IEnumerable<FieldError> Errors(TaskKind kind, string pointer)
    {
        if (Prediction is not { Length: > 0 and <= MaxIdCharacters })
            yield return new($"{pointer}/prediction", "It takes the id that the prediction was answered with.");
        if (Domain.Serving.Actual.Read(kind, Actual) is null)
            yield return new($"{pointer}/actual", Domain.Serving.Actual.Wanted(kind));
    }

    /// <summary>The entry, which has no <see cref="Errors"/>, as a record; null when its id is none of the task.</summary>
    public Outcome? ToOutcome(TaskDefinition task, DateTimeOffset now) =>
        PredictionId.TryParse(Prediction, null, out var id) && id.Segment.Task == task.Name
            ? new Outcome(id, Domain.Serving.Actual.Read(task.Kind, Actual)!, ObservedAt ?? now, now)
            : null;
}
