namespace MlFunctions.Benchmarks.Commands;

/// <summary>One benchmark, called by its name.</summary>
/// <param name="Usage">Its name, then its arguments and every option that it takes.</param>
/// <param name="Purpose">What it measures, in a sentence.</param>
/// <param name="RunAsync">Runs it; the exit code.</param>
internal sealed record Command(string Usage, string Purpose, Func<Arguments, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>A benchmark that ends with a report.</summary>
    public Command(string usage, string purpose, Func<Arguments, CancellationToken, Task<Report>> measure)
        : this(usage, purpose, async (arguments, cancel) => (await measure(arguments, cancel)).Tell()) => MeasureAsync = measure;

    /// <summary>Runs it without printing its report; null where it ends with a code alone.</summary>
    public Func<Arguments, CancellationToken, Task<Report>>? MeasureAsync { get; }

    public string Name => Usage.Split(' ')[0];

    public bool Takes(string option) => Usage.Contains($"[--{option} ", StringComparison.Ordinal);
}
