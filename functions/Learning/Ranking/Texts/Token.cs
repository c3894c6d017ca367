namespace MlFunctions.Learning.Ranking.Texts;

/// <summary>A word or a number of a folded text.</summary>
/// <param name="Start">Its first letter.</param>
/// <param name="Length">Its letters.</param>
/// <param name="Stem">A hash of its stem: equal stems, equal hashes.</param>
/// <param name="IsNumber">Whether it begins with a digit.</param>
internal readonly record struct Token(int Start, int Length, ulong Stem, bool IsNumber);
