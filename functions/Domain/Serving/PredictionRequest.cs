using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>A checked call for predictions.</summary>
/// <param name="Unit">Who is assigned to an arm of an experiment: a customer, a card, a session; null when not given.</param>
/// <param name="Inputs">One or more, in the order of the answer.</param>
/// <param name="IsBatch">Whether the call used <c>inputs</c>, and so the answer uses <c>predictions</c>.</param>
public sealed record PredictionRequest(string? Unit, IReadOnlyList<PredictionInput> Inputs, bool IsBatch);

/// <summary>One input, as features are made of it and as it came.</summary>
/// <param name="Rows">The values, one place per column: one row, or one for each product of a ranking task.</param>
/// <param name="Ids">Of each product the id's JSON; empty where there are no products.</param>
/// <param name="Json">Its bytes in the request, for the log.</param>
public sealed record PredictionInput(IReadOnlyList<Row> Rows, IReadOnlyList<ReadOnlyMemory<byte>> Ids, ReadOnlyMemory<byte> Json)
{
    /// <summary>The one row of a task that is no ranking.</summary>
    public Row Row => Rows[0];
}
