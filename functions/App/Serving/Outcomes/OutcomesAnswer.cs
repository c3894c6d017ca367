using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>What became of all outcomes of a call: accepted, duplicates and unknown ones are together as many as were sent.</summary>
/// <param name="Accepted">New ones and corrections.</param>
/// <param name="Duplicates">Those that say again what is known.</param>
/// <param name="Unknown">Ids that the task has answered no prediction with: the first 10,000 different ones.</param>
/// <param name="UnknownCount">How many outcomes have such an id.</param>
internal sealed record OutcomesAnswer(int Accepted, int Duplicates, IReadOnlyCollection<string> Unknown, int UnknownCount)
{
    private const int MaxListed = 10_000;

    public static OutcomesAnswer Nothing { get; } = new(0, 0, [], 0);

    public OutcomesAnswer With(OutcomeReceipt receipt, IReadOnlyCollection<string> unknown) => new(
        Accepted + receipt.Accepted.Count, Duplicates + receipt.Duplicates, [.. Unknown.Union(unknown).Take(MaxListed)], UnknownCount + unknown.Count);
}
