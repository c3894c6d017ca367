using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>What a model has learned from and how it answered rows that it had not: the reference of all that is watched while it serves.</summary>
/// <param name="Rows">Training rows.</param>
/// <param name="Requests">Of a ranking: the requests that these rows belong to, at least so many, because rows of one request say little more than one of them; else the rows.</param>
/// <param name="Columns">In the order of the model's columns.</param>
/// <param name="Answers">To the rows that it was judged by.</param>
public sealed record ModelProfile(long Rows, long Requests, IReadOnlyList<ColumnReference> Columns, AnswersReference Answers)
{
    private readonly ColumnBins[] bins = [.. Columns.Select(column => column.Bins)];

    /// <summary>How much of independent evidence a training row is.</summary>
    [JsonIgnore]
    public double Evidence => Rows == 0 ? 1 : (double)Requests / Rows;

    /// <summary>The bin of a row's value: 0 and more within the training rows' range, else <see cref="ColumnBins.Missing"/>, <see cref="ColumnBins.Below"/>, or the column's <see cref="ColumnBins.Count"/>.</summary>
    /// <param name="row">Of the model's columns.</param>
    /// <param name="place">The column's place.</param>
    public int BinOf(Row row, int place) => bins[place].Of(row, place);
}
