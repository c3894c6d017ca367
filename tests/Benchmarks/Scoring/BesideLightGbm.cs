using System.IO.Compression;
using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Benchmarks.Scoring;

/// <summary>A regression model of trees beside LightGBM with the same trees, on a batch of rows.</summary>
internal static class BesideLightGbm
{
    // Of the sums, which LightGBM adds in the same order but from thresholds that were text.
    private const double Rounding = 1e-9;

    /// <summary>A row for the trees alone, and one for everything from rows to ranges, beside LightGBM's trees on features that are ready.</summary>
    /// <exception cref="BenchmarkException">The two do not answer alike.</exception>
    public static MarkdownTable Measure(RegressionModel model, Row[] rows, int rounds)
    {
        using var artifact = new ZipArchive(new MemoryStream(model.Save()));
        var (featurizer, location, error) = (Read<Featurizer>("features.json"), Read<TreeEnsemble>("location.json"), Read<TreeEnsemble>("error.json"));
        var width = featurizer.Width;
        var features = new float[rows.Length * width];
        featurizer.Encode(rows, features, width);
        using var theirLocation = new NativeLightGbm(location, width);
        using var theirError = new NativeLightGbm(error, width);
        var (ours, theirs, estimates) = (new double[rows.Length], new double[rows.Length], new Estimate[rows.Length]);

        var trees = Timed.Of(rounds, rows.Length, () => Ours(error, location));
        var native = Timed.Of(rounds, rows.Length, () =>
        {
            theirError.Score(features, theirs);
            theirLocation.Score(features, theirs);
        });
        var whole = Timed.Of(rounds, rows.Length, () => model.Predict(rows, estimates));
        if (ours.Zip(theirs).Any(pair => Math.Abs(pair.First - pair.Second) > Rounding))
            throw new BenchmarkException("LightGBM does not answer alike.");

        var table = new MarkdownTable($"batch of {rows.Length}, {location.Roots.Length + error.Roots.Length} trees", "rows/s", "LightGBM's C API, rows/s", "ratio");
        Add("trees alone", trees);
        Add("with features and ranges", whole);
        return table;

        void Ours(params TreeEnsemble[] ensembles)
        {
            foreach (var ensemble in ensembles)
                ensemble.Score(features, ours);
        }

        void Add(string name, Timed mine) =>
            table.Add(name, $"{mine.ASecond:0}", $"{native.ASecond:0}", FormattableString.Invariant($"{mine.ASecond / native.ASecond:0.00}"));

        T Read<T>(string entry)
        {
            using var json = artifact.GetEntry(entry)!.Open();
            return JsonSerializer.Deserialize<T>(json, Json.Options)!;
        }
    }
}
