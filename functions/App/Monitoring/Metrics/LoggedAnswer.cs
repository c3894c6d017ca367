using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>What the log says of a prediction whose outcome is told.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Model">Who answered.</param>
/// <param name="Answer">What; null when it cannot be judged as an answer of the task, whose definition has changed.</param>
internal sealed record LoggedAnswer(DateTimeOffset At, int Model, Answer? Answer)
{
    /// <summary>Reads a row of the log; null when it is no answer.</summary>
    public static LoggedAnswer? Read(TaskDefinition task, ReadOnlySpan<byte> row) =>
        LogRow.Read(row) is { Output: { } output, Model: { } model } logged ? new(logged.At, model, Answer.Read(task.Kind, task.Output, output)) : null;
}
