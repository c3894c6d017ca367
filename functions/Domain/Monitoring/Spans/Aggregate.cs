using System.Text.Json.Serialization;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Monitoring.Spans;

/// <summary>
/// The sums of some predictions and outcomes, out of which all live metrics follow. Merging adds, and adds exactly: in any order and grouping the result is the same. A correction is an
/// outcome taken back and another added, which may happen in different aggregates, so that counts can be negative until they meet.
/// </summary>
public sealed record Aggregate
{
    /// <summary>Inputs that were answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Predictions { get; set; }

    /// <summary>Predictions whose outcome is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Outcomes { get; set; }

    /// <summary>By <see cref="HistogramNames"/>.</summary>
    public SortedDictionary<string, Histogram> Histograms { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Values of each input column, in the bins of the model's profile.</summary>
    public SortedDictionary<string, Histogram> Columns { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By metric, its term of each prediction whose outcome is known.</summary>
    public SortedDictionary<string, Moments> Terms { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Calls that were refused, by the HTTP status they were answered with.</summary>
    [JsonIgnore]
    public Histogram Failures => Of(Histograms, HistogramNames.Failures);

    /// <summary>Inputs of a pilot's units that its model failed to answer, in one bin; production answered them.</summary>
    [JsonIgnore]
    public Histogram PilotFailures => Of(Histograms, HistogramNames.PilotFailures);

    /// <summary>Milliseconds from a call's arrival to its answer computed and logged, of each answered call (of one input or many), in <see cref="LogBins"/>.</summary>
    [JsonIgnore]
    public Histogram Latency => Of(Histograms, HistogramNames.Latency);

    /// <summary>What was answered: a probability in <see cref="ScoreBins"/>; a regression's value, or the score of a ranking's first product, in <see cref="LogBins"/>.</summary>
    [JsonIgnore]
    public Histogram Output => Of(Histograms, HistogramNames.Output);

    /// <summary>Of a regression: P90 − P10 of each answer in <see cref="LogBins"/>.</summary>
    [JsonIgnore]
    public Histogram Widths => Of(Histograms, HistogramNames.Widths);

    /// <summary>Of a binary task: the probabilities of predictions that turned out positive, in <see cref="ScoreBins"/>.</summary>
    [JsonIgnore]
    public Histogram Positives => Of(Histograms, HistogramNames.Positives);

    /// <summary>The same of those that turned out negative.</summary>
    [JsonIgnore]
    public Histogram Negatives => Of(Histograms, HistogramNames.Negatives);

    /// <summary>Seconds from a prediction to when its outcome was told, in <see cref="LogBins"/>; of a binary task those of negative outcomes only.</summary>
    [JsonIgnore]
    public Histogram Delays => Of(Histograms, HistogramNames.Delays);

    /// <summary>Of a binary task: the same of positive outcomes.</summary>
    [JsonIgnore]
    public Histogram PositiveDelays => Of(Histograms, HistogramNames.PositiveDelays);

    /// <summary>The histogram of a column.</summary>
    public Histogram Column(string name) => Of(Columns, name);

    /// <summary>The sums of a metric's term.</summary>
    public Moments Term(string metric) => Of(Terms, metric);

    /// <summary>Adds another's sums to these.</summary>
    public Aggregate Merge(Aggregate other)
    {
        Predictions += other.Predictions;
        Outcomes += other.Outcomes;
        foreach (var (name, histogram) in other.Histograms)
            Of(Histograms, name).Merge(histogram);
        foreach (var (name, histogram) in other.Columns)
            Column(name).Merge(histogram);
        foreach (var (name, moments) in other.Terms)
            Term(name).Merge(moments);
        return this;
    }

    /// <summary>About how many characters its JSON has.</summary>
    public int Length()
    {
        const int PerBin = 12;
        const int PerName = 60;
        const int PerTerm = 200;
        return Histograms.Concat(Columns).Sum(histogram => PerName + (PerBin * histogram.Value.Bins.Count())) + (PerTerm * Terms.Count);
    }

    /// <summary>The sum of all.</summary>
    public static Aggregate Sum(IEnumerable<Aggregate> all) => all.Aggregate(new Aggregate(), (sum, one) => sum.Merge(one));

    private static T Of<T>(SortedDictionary<string, T> all, string name)
        where T : new()
    {
        if (!all.TryGetValue(name, out var one))
            all[name] = one = new T();
        return one;
    }
}

/// <summary>What the histograms of an <see cref="Aggregate"/> are called in storage.</summary>
internal static class HistogramNames
{
    public const string Failures = "failures";
    public const string Latency = "latency";
    public const string Output = "output";
    public const string Widths = "widths";
    public const string Positives = "positives";
    public const string Negatives = "negatives";
    public const string Delays = "delays";
    public const string PositiveDelays = "positiveDelays";
    public const string PilotFailures = "pilotFailures";
}
