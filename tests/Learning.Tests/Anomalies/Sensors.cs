using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Tests.Anomalies;

/// <summary>Rows whose third feature is the sum of the first two, nearly, and some where it is not though each feature alone looks usual.</summary>
internal static class Sensors
{
    public const int Width = 5;

    /// <summary>The last of every <paramref name="strangeEvery"/> rows is strange.</summary>
    public static (FeatureMatrix Features, bool[] Usual) Make(int rows, int seed, int strangeEvery = 50)
    {
        var random = new Random(seed);
        var values = new float[rows * Width];
        var usual = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var (a, b) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
            usual[row] = row % strangeEvery != strangeEvery - 1;
            var sum = usual[row] ? a + b + (0.02f * (random.NextSingle() - 0.5f)) : a + b > 0 ? a + b - 1.2f : a + b + 1.2f;
            new[] { 1000 * a, b, 1e-3f * sum, random.NextSingle(), 7 }.CopyTo(values, row * Width);
        }

        return (new FeatureMatrix(Width, values), usual);
    }

    public static int[] Rows(bool[] usual) => [.. Enumerable.Range(0, usual.Length).Where(row => usual[row])];
}
