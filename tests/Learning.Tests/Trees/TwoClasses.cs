using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Tests.Trees;

/// <summary>Rows of two classes, told apart by a large number and by one that is sometimes missing; a third number tells nothing.</summary>
internal static class TwoClasses
{
    public static (FeatureMatrix Features, bool[] Labels) Make(int rows, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * 3];
        var labels = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var (a, b, missing) = (random.NextSingle() * 1e6f, random.NextSingle(), random.Next(4) == 0);
            new[] { a, missing ? float.NaN : b, random.NextSingle() }.CopyTo(values, row * 3);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-((a / 1e5) + (missing ? 2 : -3 * b) - 8)));
        }

        return (new FeatureMatrix(3, values), labels);
    }
}
