namespace MlFunctions.Benchmarks.Commands;

/// <summary>One benchmark, called by its name.</summary>
/// <param name="Usage">Its name, then its arguments and every option that it takes.</param>
/// <param name="Purpose">What it measures, in a sentence.</param>
/// <param name="RunAsync">Runs it; the exit code.</param>
internal sealed record Command(string Usage, string Purpose, Func<Arguments, CancellationToken, Task<int>> RunAsync)
{
    public string Name => Usage.Split(' ')[0];

    public bool Takes(string option) => Usage.Contains($"[--{option} ", StringComparison.Ordinal);
}
