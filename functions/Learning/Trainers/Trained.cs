using MlFunctions.Domain.Models;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>What a trainer made.</summary>
public sealed class Trained
{
    private readonly Func<TrainingSet, TrainingSteps, TrainedModel> again;

    internal Trained(TrainedModel model, IReadOnlyDictionary<string, string> settings, IReadOnlyList<Trial> trials, Func<TrainingSet, TrainingSteps, TrainedModel> again) =>
        (Model, Settings, Trials, this.again) = (model, settings, trials, again);

    /// <summary>The model with the settings that did best.</summary>
    public TrainedModel Model { get; }

    /// <summary>These settings, in words.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>What the search tried, in order; empty for a trainer without settings.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>A model of other rows, with the same settings.</summary>
    internal TrainedModel Again(TrainingSet set, TrainingSteps steps) => again(set, steps);
}

/// <summary>A model, and how models of its kind do on rows held out.</summary>
/// <param name="Model">For new rows.</param>
/// <param name="HeldOut">Of each training row the value, score or probability by a model that never saw the row.</param>
public sealed record Fitted(TrainedModel Model, double[] HeldOut);
