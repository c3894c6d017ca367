namespace MlFunctions.Learning.Ranking.Matches;

/// <summary>A text column of the products, or all of them together.</summary>
/// <param name="Name">The column's.</param>
/// <param name="Column">Its place in the row; −1 for all texts together.</param>
/// <param name="MeanLength">The mean number of tokens of the training texts that are not empty.</param>
public sealed record Field(string Name, int Column, float MeanLength);
