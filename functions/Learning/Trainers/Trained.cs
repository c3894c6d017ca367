using MlFunctions.Domain.Models;

namespace MlFunctions.Learning;

/// <summary>What a trainer made.</summary>
/// <param name="Model">The model with the settings that did best.</param>
/// <param name="Settings">These settings, in words.</param>
/// <param name="Trials">What the search tried, in order; empty for a trainer without settings.</param>
public sealed record Trained(TrainedModel Model, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<Trial> Trials);

/// <summary>A model, and how models of its kind do on rows held out.</summary>
/// <param name="Model">For new rows.</param>
/// <param name="HeldOut">Of each training row the value, score or probability by a model that never saw the row.</param>
public sealed record Fitted(TrainedModel Model, double[] HeldOut);
