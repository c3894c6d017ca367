using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Learning.Anomalies;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Tests.Anomalies;

/// <summary>What every detector must do.</summary>
public sealed class DetectorTests
{
    private static readonly NetworkSettings Training = new(Epochs: 30, Patience: 10, BatchRows: 32, LearningRate: 0.01, WeightDecay: 0, Dropout: 0);

    private static readonly Dictionary<string, Func<FeatureMatrix, IReadOnlyList<int>, int, Detector>> Fits = new()
    {
        ["pca"] = (features, rows, seed) => RandomisedPca.Fit(features, rows, 0.6, seed),
        ["forest"] = (features, rows, seed) => IsolationForest.Fit(features, rows, 200, 1024, seed),
        ["autoencoder"] = (features, rows, seed) => Autoencoder.Fit(features, rows, [2, 0.6, 2], Training, seed),
    };

    public static TheoryData<string> Names => [.. Fits.Keys];

    [Theory]
    [InlineData("pca", 0.95)]
    [InlineData("forest", 0.2)]
    [InlineData("autoencoder", 0.8)]
    public void Rows_that_break_a_relation_are_stranger_than_new_usual_rows(string name, double least)
    {
        var (features, usual) = Sensors.Make(2000, 1);
        var detector = Fits[name](features, Sensors.Rows(usual), 1);
        var (unseen, truth) = Sensors.Make(2000, 2);
        double[] scores = [.. Enumerable.Range(0, unseen.Rows).Select(row => detector.Score(unseen[row]))];
        // One row in fifty is strange: a score that tells nothing has an average precision of 0.02.
        Assert.InRange(AveragePrecision.Of(ScoredRows.Sort(scores, [.. truth.Select(each => !each)]), []), least, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_seed_gives_one_detector_and_it_is_data(string name)
    {
        var (features, usual) = Sensors.Make(600, 3);
        var rows = Sensors.Rows(usual);
        var json = JsonSerializer.Serialize(Fits[name](features, rows, 1), Json.Options);
        Assert.Equal(json, JsonSerializer.Serialize(Fits[name](features, rows, 1), Json.Options));
        Assert.NotEqual(json, JsonSerializer.Serialize(Fits[name](features, rows, 2), Json.Options));

        var (saved, read) = (Fits[name](features, rows, 1), JsonSerializer.Deserialize<Detector>(json, Json.Options)!);
        read.Check(Sensors.Width);
        Assert.All(rows, row => Assert.Equal(saved.Score(features[row]), read.Score(features[row])));
        Assert.Throws<InvalidDataException>(() => read.Check(Sensors.Width - 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Missing_and_boundless_values_have_a_finite_score(string name)
    {
        var (features, usual) = Sensors.Make(600, 4);
        for (var row = 0; row < features.Rows; row += 3)
            features.Values[row * Sensors.Width] = float.NaN;
        var detector = Fits[name](features, Sensors.Rows(usual), 1);
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 0 })
            Assert.True(double.IsFinite(detector.Score([.. Enumerable.Repeat(value, Sensors.Width)])));
        Assert.True(double.IsFinite(detector.Score(features[0])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_rows_are_refused_in_words(string name) => Assert.Contains(
        "rows", Assert.Throws<ArgumentException>(() => Fits[name](Sensors.Make(50, 5).Features, [], 1)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_detector_of_the_other_folds_scores_a_row(string name)
    {
        var (features, usual) = Sensors.Make(300, 6, strangeEvery: 10);
        var folds = new Folds([.. Enumerable.Range(0, 300).Select(row => row % 3)], 3);
        var begun = new List<int>();
        var cross = DetectorCrossFit.Of(features, usual, folds, Fits[name], 1, begun.Add);
        Assert.Equal([0, 1, 2, 3], begun);

        var others = Fits[name](features, [.. Sensors.Rows(usual).Where(row => row % 3 != 1)], 1);
        Assert.All(Enumerable.Range(0, 300).Where(row => row % 3 == 1), row => Assert.Equal(others.Score(features[row]), cross.HeldOut[row]));
        var all = Fits[name](features, Sensors.Rows(usual), 1);
        Assert.Equal(all.Score(features[0]), cross.Detector.Score(features[0]));
    }
}
