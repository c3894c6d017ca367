using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Learning.Models;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>The sums of what one model answered in one span, with its histograms at hand: every answer passes here.</summary>
internal sealed class SeriesSums
{
    /// <summary>Of the widest tasks only the first columns are watched: their histograms must fit a row of a table.</summary>
    private const int MostColumns = 400;

    private readonly Aggregate sums;
    private readonly Histogram latency;
    private readonly Histogram output;
    private readonly Histogram? widths;
    private readonly Histogram[] columns;

    /// <param name="span">When.</param>
    /// <param name="model">Who answers.</param>
    /// <param name="sums">Where it is added.</param>
    public SeriesSums(Span span, LoadedModel model, Aggregate sums)
    {
        (Span, Model, this.sums) = (span, model, sums);
        (latency, output) = (sums.Latency, sums.Output);
        widths = model.Model is RegressionModel ? sums.Widths : null;
        // A model of before profiles were kept has no bins to count in.
        columns = [.. model.Profile?.Columns.Take(MostColumns).Select(column => sums.Column(column.Name)) ?? []];
    }

    public Span Span { get; }

    public LoadedModel Model { get; }

    /// <summary>Adds one call.</summary>
    /// <param name="inputs">What was asked.</param>
    /// <param name="scoring">What was answered.</param>
    /// <param name="milliseconds">How long it took.</param>
    public void Add(IReadOnlyList<PredictionInput> inputs, Scoring scoring, double milliseconds)
    {
        latency.Add(LogBins.Of(milliseconds));
        sums.Predictions += inputs.Count;
        for (var input = 0; input < inputs.Count; input++)
        {
            output.Add(scoring.OutputBin(input));
            widths?.Add(LogBins.Of(scoring.Width(input)));
            foreach (var row in inputs[input].Rows)
                Add(row);
        }
    }

    private void Add(Row row)
    {
        for (var place = 0; place < columns.Length; place++)
            columns[place].Add(Model.Profile!.BinOf(row, place));
    }
}
