namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>What was measured of a model's file, kept with the model: its verdicts are read from it, and it is measured again once the definition or the model in production is another one.</summary>
/// <param name="Definition">The version of the task's definition.</param>
/// <param name="Production">The model that it was measured beside; null where there was none.</param>
/// <param name="Rows">The version of the dataset whose rows were asked.</param>
/// <param name="At">When.</param>
/// <param name="Contract">What it takes, and how it answers what is odd.</param>
/// <param name="Replay">Whether it answers the same again.</param>
/// <param name="Load">What it costs; null where there was no model in production to compare with.</param>
public sealed record GateEvidence(int Definition, int? Production, int Rows, DateTimeOffset At, ContractEvidence Contract, ReplayEvidence Replay, LoadEvidence? Load)
{
    /// <summary>What of it is so now: all beside the same model in production, without the load beside another one, and nothing by another definition.</summary>
    public GateEvidence? Now(int definition, int? production) => Definition != definition ? null : Production == production ? this : this with { Load = null };

    /// <summary>Whether all of it is so now.</summary>
    public bool IsAbout(int definition, int? production) => (Definition, Production) == (definition, production);
}

/// <summary>How a model takes rows.</summary>
/// <param name="Difference">How its columns differ from the definition's, in words; null where they do not.</param>
/// <param name="Probes">How many odd rows it was asked.</param>
/// <param name="Failure">What it could not answer, in words; null where it answered all.</param>
public sealed record ContractEvidence(string? Difference, int Probes, string? Failure);

/// <summary>Two loads of a model's file.</summary>
/// <param name="Rows">That both scored.</param>
/// <param name="Different">Of these, those with another answer, to the last bit.</param>
/// <param name="IsTheCards">Whether the file's SHA-256 is the card's.</param>
public sealed record ReplayEvidence(int Rows, int Different, bool IsTheCards);

/// <summary>What a model costs beside the one in production, on the same rows and arrivals.</summary>
/// <param name="Candidate">How long its answers take under load.</param>
/// <param name="Live">The same of the model in production.</param>
/// <param name="CandidateBytes">What loading it allocates, and its file.</param>
/// <param name="LiveBytes">The same of the model in production.</param>
/// <param name="Rate">Arrivals a second.</param>
public sealed record LoadEvidence(Latency Candidate, Latency Live, long CandidateBytes, long LiveBytes, double Rate);
