namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>How a model answered rows that it had not learned from, in the bins and terms of an aggregate of live traffic, so that live answers and outcomes can be compared with it.</summary>
public sealed record AnswersReference
{
    /// <summary>Answers: rows, or the requests of a ranking.</summary>
    public long Count { get; init; }

    /// <summary>As the live Output; of a binary task it is made of the two classes instead.</summary>
    public Histogram Output { get; init; } = new();

    /// <summary>Of a regression, as the live Widths.</summary>
    public Histogram Widths { get; init; } = new();

    /// <summary>Of a binary task, as the live Positives.</summary>
    public Histogram Positives { get; init; } = new();

    /// <summary>Of a binary task, as the live Negatives.</summary>
    public Histogram Negatives { get; init; } = new();

    /// <summary>Of a binary task: what each negative counts, so that the classes' shares are those of the declared prevalence.</summary>
    public double NegativeWeight { get; init; } = 1;

    /// <summary>Of a regression: the error that a width of P10…P90 has led to, by ascending width.</summary>
    public IReadOnlyList<WidthError> Errors { get; init; } = [];

    /// <summary>By metric, its term of each answer, as the live Terms: the mean and spread to expect. Of a binary task Brier score and log loss, the classes apart: <c>brier+</c>, <c>brier-</c>.</summary>
    public SortedDictionary<string, Moments> Terms { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The sums of a metric's term.</summary>
    public Moments Term(string metric)
    {
        if (!Terms.TryGetValue(metric, out var moments))
            Terms[metric] = moments = new Moments();
        return moments;
    }
}

/// <summary>The errors of answers whose range is about as wide.</summary>
/// <param name="Upper">The widest, in the label's unit; the last group has all wider ones too.</param>
/// <param name="Count">How many answers, <see cref="WidthErrors.FewestAnswers"/> at least where there are as many.</param>
/// <param name="MeanAbsoluteError">Of them, in the label's unit.</param>
/// <param name="MeanSquaredError">The same of the squares.</param>
public sealed record WidthError(double Upper, long Count, double MeanAbsoluteError, double MeanSquaredError);
