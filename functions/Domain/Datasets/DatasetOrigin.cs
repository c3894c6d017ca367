namespace MlFunctions.Domain.Datasets;

/// <summary>Of what a dataset of the log was made.</summary>
/// <param name="Cut">Events up to this time, with the outcomes that were known by then.</param>
/// <param name="From">Predictions logged from here on.</param>
/// <param name="Split">How rows came into this role, in words.</param>
/// <param name="Labelled">Predictions of the window and the role whose outcome was known; duplicates count.</param>
/// <param name="Kept">Those whose rows are in the file.</param>
/// <param name="Duplicates">Those left out because another says the same; where there was a sample, of those that it would have held.</param>
/// <param name="Unusable">Labelled predictions of the window, in either role, that make no row of the task as it is declared now.</param>
/// <param name="Previous">The version of the role before; null for the first.</param>
public sealed record DatasetOrigin(DateTimeOffset Cut, DateTimeOffset From, string Split, long Labelled, long Kept, long Duplicates, long Unusable, int? Previous)
{
    /// <summary>Whether rows were left out because they were more than the policy takes; then each had the same chance, whatever its label.</summary>
    public bool IsSample => Kept + Duplicates < Labelled;
}

/// <summary>Where a row of a dataset comes from.</summary>
/// <param name="Prediction">Of the log.</param>
/// <param name="At">The time of the event.</param>
/// <param name="KnownAt">When the label that the row has was told.</param>
public sealed record RowOrigin(Domain.Kernel.PredictionId Prediction, DateTimeOffset At, DateTimeOffset KnownAt);
