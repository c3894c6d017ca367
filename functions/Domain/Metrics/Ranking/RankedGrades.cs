namespace MlFunctions.Domain.Metrics.Ranking;

/// <summary>The grades of a list in the order of its scores.</summary>
internal static class RankedGrades
{
    /// <summary>Highest score first.</summary>
    /// <exception cref="ArgumentException">The lengths differ, a score is no number, or a grade is negative or no number.</exception>
    public static (double Score, double Grade)[] Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> grades)
    {
        if (scores.Length != grades.Length)
            throw new ArgumentException($"There are {scores.Length} scores for {grades.Length} grades.", nameof(scores));
        var order = new (double Score, double Grade)[scores.Length];
        for (var place = 0; place < order.Length; place++)
        {
            if (double.IsNaN(scores[place]))
                throw new ArgumentException("A score is no number.", nameof(scores));
            if (!(grades[place] >= 0 && double.IsFinite(grades[place])))
                throw new ArgumentException("A grade is negative or no number.", nameof(grades));
            order[place] = (scores[place], grades[place]);
        }

        Array.Sort(order, (a, b) => b.Score.CompareTo(a.Score));
        return order;
    }

    /// <summary>After the last product that has the score of the one at <paramref name="start"/>.</summary>
    public static int EndOfTie((double Score, double Grade)[] order, int start)
    {
        var end = start + 1;
        while (end < order.Length && order[end].Score == order[start].Score)
            end++;
        return end;
    }
}
