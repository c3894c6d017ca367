using MlFunctions.Benchmarks.Peers;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>What one handler did.</summary>
/// <param name="Name">The handler.</param>
/// <param name="FirstOutput">Its output for the first body, to see that both serve the same model.</param>
/// <param name="Wrk">Under load.</param>
internal sealed record Measured(string Name, string FirstOutput, WrkResult Wrk);

/// <summary>The load that every handler gets alike: a warm-up that compiles the hot path, then the measured seconds.</summary>
/// <param name="Bodies">A file of request bodies, one a line.</param>
/// <param name="Connections">Each posts the next body as soon as the last is answered.</param>
/// <param name="Seconds">Measured.</param>
/// <param name="WarmUp">Seconds before them.</param>
internal sealed record ThroughputRun(string Bodies, int Connections, int Seconds, int WarmUp)
{
    /// <summary>Starts a server, and stops it afterwards.</summary>
    public async Task<Measured> MeasureAsync(Contender contender, CancellationToken cancel)
    {
        await using var server = await contender.StartAsync(cancel);
        return await MeasureAsync(contender.Name, contender.Url, cancel);
    }

    /// <summary>A server that runs.</summary>
    public async Task<Measured> MeasureAsync(string name, Uri url, CancellationToken cancel)
    {
        Console.WriteLine($"{name}: {WarmUp} s to warm up, {Seconds} s measured …");
        var output = await AskAsync(url, cancel);
        await Wrk.RunAsync(url, Bodies, Connections, WarmUp, cancel);
        return new Measured(name, output, await Wrk.RunAsync(url, Bodies, Connections, Seconds, cancel));
    }

    private async Task<string> AskAsync(Uri url, CancellationToken cancel) =>
        (await FirstAnswer.AskAsync(url, File.ReadLines(Bodies).First(), cancel)).GetProperty("output").GetRawText();
}
