using CsCheck;
using MlFunctions.Domain.Monitoring.Drift;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

/// <summary>What every detector of the list must hold.</summary>
public sealed class DetectorChecks
{
    private static readonly double[] Edges = [.. Enumerable.Range(0, 21).Select(edge => (double)edge)];

    public static TheoryData<string> Names => [.. Detectors.All.Select(detector => detector.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_equal_samples_it_finds_nothing(string name) => Gen.Double[20, 500].Array[20].Sample(counts =>
    {
        var distance = Of(name).Measure(With(counts, counts))!;
        Assert.Equal(0, distance.Value, 12);
        Assert.True(distance.PValue is null or > 0.999);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_finite_and_of_what_never_meets_large_and_certain(string name) => Gen.Double[20, 500].Array[20].Sample(counts =>
    {
        var far = Of(name).Measure(With([.. counts.Take(10), .. new double[10]], [.. new double[10], .. counts.Skip(10)]))!;
        Assert.True(double.IsFinite(far.Value) && far.Value > Of(name).Floor);
        Assert.True(far.PValue is null or < 1e-6);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_few_rows_it_says_nothing(string name) => Assert.Null(Of(name).Measure(With([10, 39, .. new double[18]], Enumerable.Repeat(100.0, 20))));

    private static DriftDetector Of(string name) => Detectors.All.Single(detector => detector.Name == name);

    private static Samples With(IEnumerable<double> live, IEnumerable<double> reference) => new([.. live], [.. reference], Edges: Edges, Scale: 5);
}
