using MlFunctions.Domain.Serving;

namespace MlFunctions.Storage.Serving;

/// <summary>What became of the outcomes of one call.</summary>
/// <param name="Accepted">New ones and corrections, as they are kept.</param>
/// <param name="Duplicates">How many say again what is known.</param>
public sealed record OutcomeReceipt(IReadOnlyList<Outcome> Accepted, int Duplicates);
