using MlFunctions.Domain.Tasks;

namespace MlFunctions.Support.Retrainings;

/// <summary>What a world is like in which models age.</summary>
public enum WorldKind
{
    /// <summary>Nothing changes but the weekdays.</summary>
    Steady,

    /// <summary>Inputs have drifted, and models do not mind.</summary>
    Drifting,

    /// <summary>Models lose with age, labels come soon, and all goes well.</summary>
    Decaying,

    /// <summary>For some days labels are wrong, so that every model looks awful; new models may look better by that.</summary>
    WrongLabels,

    /// <summary>All of it at once, with late labels, trainings that fail, and people who promote nothing.</summary>
    Mixed,
}

/// <summary>A simulated task, drawn from a seed.</summary>
/// <param name="Kind">What it is like.</param>
/// <param name="Policy">Of the task.</param>
/// <param name="Decay">The share of the metric that a model loses each day.</param>
/// <param name="Season">The share by which weekdays differ from the mean.</param>
/// <param name="LabelDelayDays">How late labels come.</param>
/// <param name="LabelsADay">How many.</param>
/// <param name="Incident">Days from which and up to which labels are wrong; equal for none.</param>
/// <param name="SpuriousGain">How often a model looks better than the last when labels are wrong.</param>
/// <param name="Failing">The share of trainings that fail.</param>
/// <param name="RefreshDays">How often there are new rows.</param>
/// <param name="TrainingDays">How long a training takes.</param>
/// <param name="PromotionDays">How long a better model is on its way to production; null: it never comes there.</param>
/// <param name="Drift">How often the alarm about inputs fires.</param>
public sealed record RetrainingWorld(
    WorldKind Kind, RetrainingPolicy Policy, double Decay, double Season, double LabelDelayDays, int LabelsADay, (double From, double To) Incident, double SpuriousGain, double Failing, int RefreshDays,
    double TrainingDays, double? PromotionDays, double Drift)
{
    public static RetrainingWorld Draw(int seed)
    {
        var random = new Random(seed);
        var kind = (WorldKind)(seed % Enum.GetValues<WorldKind>().Length);
        var (isMixed, isWrong) = (kind == WorldKind.Mixed, kind is WorldKind.Mixed or WorldKind.WrongLabels);
        var start = 20 + (30 * random.NextDouble());
        var policy = new RetrainingPolicy(
            kind is WorldKind.Steady or WorldKind.Drifting ? 3650 : Pick(3, 7, 14, 30), Pick(0.06, 0.1, 0.2), Pick(6, 24, 72), (int)Pick(2, 4, 8), (int)Pick(100, 500));
        return new(
            kind, policy,
            kind == WorldKind.Decaying || isMixed ? Between(0.002, 0.04) : 0,
            kind == WorldKind.Drifting ? 0 : Between(0, 0.04),
            kind == WorldKind.Decaying ? Between(0, 1) : Between(0, 10),
            random.Next(2000, 20_000),
            isWrong ? (start, start + Between(1, 40)) : (start, start),
            isWrong ? Pick(0, 0.5, 1) : 0,
            isWrong ? Pick(0, 0.1, 0.5) : 0,
            (int)Pick(1, 3, 7),
            Between(0.02, 0.5),
            isWrong && random.Next(4) == 0 ? null : Between(0, 3),
            kind == WorldKind.Drifting ? 1 : isMixed ? 0.5 : 0);

        double Pick(params double[] values) => values[random.Next(values.Length)];

        double Between(double from, double to) => from + ((to - from) * random.NextDouble());
    }
}
