using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Models;

/// <summary>How a model does on one version of the validation set, beside the model in production: a score says what it was measured on, and opens no gate once the set has a newer version.</summary>
/// <param name="Set">The dataset's version.</param>
/// <param name="Sha256">Of its rows.</param>
/// <param name="Model">Whose score it is.</param>
/// <param name="At">When it was measured.</param>
/// <param name="Evaluation">Metrics with intervals, slices, and the paired comparison with production.</param>
/// <param name="Checks">The gates that are judged by these rows: quality, slices, calibration, leaks.</param>
/// <param name="AgeDays">From the end of the rows that it learned from to the middle of the set's; null where rows have no time.</param>
public sealed record SetScore(int Set, string Sha256, int Model, DateTimeOffset At, Evaluation Evaluation, IReadOnlyList<GateVerdict> Checks, double? AgeDays);
