namespace MlFunctions.Learning.Ranking;

/// <summary>Numbers of the rows of many requests, seen within each request.</summary>
internal static class Within
{
    /// <summary>Of each row, which request it belongs to, numbered from 0.</summary>
    /// <param name="requests">The rows of each request.</param>
    /// <param name="rows">How many rows there are.</param>
    public static int[] Numbers(IReadOnlyList<int[]> requests, int rows)
    {
        var numbers = new int[rows];
        foreach (var (number, request) in requests.Index())
        {
            foreach (var row in request)
                numbers[row] = number;
        }

        return numbers;
    }

    /// <summary>Each value less the mean of its request: what tells one product from another.</summary>
    public static double[] Centred(IReadOnlyList<int[]> requests, IReadOnlyList<double> values)
    {
        double[] centred = [.. values];
        foreach (var request in requests)
        {
            var mean = request.Average(row => values[row]);
            foreach (var row in request)
                centred[row] -= mean;
        }

        return centred;
    }

    /// <summary>How far the values of a request are apart: the root of the mean square of <see cref="Centred"/>.</summary>
    public static double Spread(IReadOnlyList<int[]> requests, IReadOnlyList<double> values) =>
        Math.Sqrt(Centred(requests, values).Average(value => value * value));
}
