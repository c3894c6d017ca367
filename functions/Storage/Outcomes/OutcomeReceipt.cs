namespace MlFunctions.Storage.Outcomes;

/// <summary>What became of the outcomes of one call.</summary>
/// <param name="Accepted">New ones and corrections.</param>
/// <param name="Duplicates">Those that say again what is known.</param>
public sealed record OutcomeReceipt(int Accepted, int Duplicates);
