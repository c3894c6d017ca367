namespace MlFunctions.Benchmarks.Outage;

/// <summary>How storage fails, and what the task asks of its log.</summary>
/// <param name="Mode">The log's: <c>required</c> or <c>best-effort</c>.</param>
/// <param name="Hangs">Whether storage stands still with its connections open, rather than being gone.</param>
/// <param name="Padding">Blanks in each input, which make its row longer.</param>
internal sealed record Scenario(string Mode, bool Hangs, int Padding)
{
    public const string Required = "required";
    public const string BestEffort = "best-effort";
    public const string Both = "both";

    private const int LongRow = 16_000;

    private static readonly IReadOnlyList<Scenario> All =
    [
        new(Required, Hangs: false, 0),
        new(Required, Hangs: true, 0),
        new(BestEffort, Hangs: false, 0),
        new(BestEffort, Hangs: true, 0),
        new(BestEffort, Hangs: false, LongRow),
    ];

    public string Name => $"{Mode}, storage {(Hangs ? "hangs" : "is gone")}{(Padding > 0 ? ", long rows" : "")}";

    /// <summary>Those of one mode, or of both.</summary>
    /// <exception cref="BenchmarkException">There is no such mode.</exception>
    public static IReadOnlyList<Scenario> Of(string mode) => All.Where(scenario => mode == Both || mode == scenario.Mode).ToList() is { Count: > 0 } found
        ? found
        : throw new BenchmarkException($"--log takes {Required}, {BestEffort} or {Both}, not '{mode}'.");
}
