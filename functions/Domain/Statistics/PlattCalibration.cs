namespace MlFunctions.Domain.Statistics;

/// <summary>From a score to a probability by a logistic curve: two numbers, which a few dozen positives are enough for, and strictly rising, so that no order is lost.</summary>
/// <remarks>
/// Platt, Probabilistic Outputs for Support Vector Machines, in Advances in Large Margin Classifiers (1999), with its smoothed targets
/// (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2), by which even perfectly told classes have a finite curve; Newton's method with backtracking as in
/// Lin, Lin and Weng, A Note on Platt's Probabilistic Outputs, Machine Learning 68 (2007), algorithm 1.
/// </remarks>
/// <param name="Slope">≥ 0, of the log-odds.</param>
/// <param name="Intercept">The log-odds at a score of 0.</param>
public sealed record PlattCalibration(double Slope, double Intercept)
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-12;
    private const double SmallestStep = 1e-10;
    private const double SufficientDecrease = 1e-4;

    /// <summary>The curve of greatest likelihood; a flat one at the share of positives where higher scores are not likelier positive.</summary>
    /// <param name="scores">n finite scores of rows that the model never saw.</param>
    /// <param name="positive">n labels, of both kinds.</param>
    /// <exception cref="ArgumentException">There are no rows, not as many labels as scores, labels of one kind only, or a score that is not finite.</exception>
    public static PlattCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.IsEmpty || scores.Length != positive.Length)
            throw new ArgumentException($"Calibration needs one label for each score, and there are {scores.Length} scores and {positive.Length} labels.", nameof(scores));
        var positives = positive.Count(true);
        if (positives == 0 || positives == positive.Length)
            throw new ArgumentException($"Calibration needs rows of both classes, and {positives} of {positive.Length} rows are positive.", nameof(positive));
        foreach (var score in scores)
        {
            if (!double.IsFinite(score))
                throw new ArgumentException("Calibration needs finite scores.", nameof(scores));
        }

        var (high, low) = ((positives + 1.0) / (positives + 2), 1.0 / (positive.Length - positives + 2));
        var targets = new double[positive.Length];
        for (var row = 0; row < targets.Length; row++)
            targets[row] = positive[row] ? high : low;
        var flat = new PlattCalibration(0, LogOdds(positives, positive.Length));
        var fitted = Newton(scores, targets, flat);
        return fitted.Slope >= 0 ? fitted : flat;
    }

    /// <summary>The probability of the positive class, in [0, 1].</summary>
    /// <param name="score">Finite.</param>
    public double Of(double score) => Sigmoid((Slope * score) + Intercept);

    /// <summary>The same curve for rows whose classes occur in other shares: a shift of the log-odds.</summary>
    public PlattCalibration Corrected(PriorCorrection prior) => this with { Intercept = Intercept + Math.Log(prior.OddsRatio) };

    private static PlattCalibration Newton(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets, PlattCalibration curve)
    {
        var loss = curve.Loss(scores, targets);
        for (var iteration = 0; iteration < MostSteps; iteration++)
        {
            var (slope, intercept, gain) = curve.Direction(scores, targets);
            var step = 1.0;
            while (step >= SmallestStep)
            {
                var next = new PlattCalibration(curve.Slope + (step * slope), curve.Intercept + (step * intercept));
                var nextLoss = next.Loss(scores, targets);
                if (nextLoss < loss - (SufficientDecrease * step * gain))
                {
                    (curve, loss) = (next, nextLoss);
                    break;
                }

                step /= 2;
            }

            if (step < SmallestStep)
                break;
        }

        return curve;
    }

    // Newton's direction, and by how much the loss falls along it at first.
    private (double Slope, double Intercept, double Gain) Direction(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets)
    {
        var (g1, g2, h11, h12, h22) = (0.0, 0.0, Ridge, 0.0, Ridge);
        for (var row = 0; row < scores.Length; row++)
        {
            var probability = Of(scores[row]);
            var (error, spread) = (probability - targets[row], probability * (1 - probability));
            g1 += error * scores[row];
            g2 += error;
            h11 += spread * scores[row] * scores[row];
            h12 += spread * scores[row];
            h22 += spread;
        }

        var determinant = (h11 * h22) - (h12 * h12);
        var (slope, intercept) = (((h12 * g2) - (h22 * g1)) / determinant, ((h12 * g1) - (h11 * g2)) / determinant);
        return (slope, intercept, -((slope * g1) + (intercept * g2)));
    }

    private double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets)
    {
        var sum = 0.0;
        for (var row = 0; row < scores.Length; row++)
        {
            var logOdds = (Slope * scores[row]) + Intercept;
            sum += Softplus(logOdds) - (targets[row] * logOdds);
        }

        return sum;
    }

    private static double LogOdds(int positives, int rows) => Math.Log((positives + 1.0) / (rows - positives + 1));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
