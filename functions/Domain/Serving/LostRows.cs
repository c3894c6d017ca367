namespace MlFunctions.Domain.Serving;

/// <summary>Answers that a best-effort log has no row of.</summary>
/// <param name="Lost">How many.</param>
/// <param name="From">When the first of them was lost.</param>
/// <param name="To">When the last one was.</param>
public sealed record LostRows(long Lost, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Both together.</summary>
    public LostRows And(LostRows? other) => other is null
        ? this
        : new(Lost + other.Lost, From < other.From ? From : other.From, To > other.To ? To : other.To);
}
