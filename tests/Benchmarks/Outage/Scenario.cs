namespace MlFunctions.Benchmarks.Outage;

/// <summary>How storage fails, and what the task asks of its log.</summary>
/// <param name="Mode">The log's: <c>required</c> or <c>best-effort</c>.</param>
/// <param name="Hangs">Whether storage stands still with its connections open, rather than being gone.</param>
/// <param name="Padding">Blanks in each input, which make its row longer.</param>
internal sealed record Scenario(string Mode, bool Hangs, int Padding)
{
    public const string Required = "required";
    public const string BestEffort = "best-effort";

    private const int LongRow = 16_000;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(Required, Hangs: false, 0),
        new(Required, Hangs: true, 0),
        new(BestEffort, Hangs: false, 0),
        new(BestEffort, Hangs: true, 0),
        new(BestEffort, Hangs: false, LongRow),
    ];

    public string Name => $"{Mode}, storage {(Hangs ? "hangs" : "is gone")}{(Padding > 0 ? ", long rows" : "")}";
}
