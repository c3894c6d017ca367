using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.Benchmarks.Shadows;

/// <summary>One run.</summary>
/// <param name="Answers">To each call.</param>
/// <param name="ProcessorMicroseconds">Of the host, a call.</param>
/// <param name="Scored">Inputs that shadows answered meanwhile.</param>
/// <param name="Shed">Inputs that they were spared.</param>
internal sealed record ShadowRound(Answers Answers, double ProcessorMicroseconds, long Scored, long Shed)
{
    /// <summary>What good answers took from when they were due.</summary>
    public IEnumerable<double> Milliseconds =>
        Enumerable.Range(0, Answers.Due.Length).Where(call => Answers.Status[call] == 200).Select(call => 1e3 * (Answers.Ended[call] - Answers.Due[call]));
}

/// <summary>Loads one host, with its shadows there or not.</summary>
internal sealed class ShadowRun(TestBed bed, ServerProcess host, HttpClient http, IReadOnlyList<int> shadows, IReadOnlyList<string> bodies, int connections)
{
    private const int ClosedConnections = 16;
    private const int ClosedCalls = 30_000;

    /// <summary>Longer than an instance takes to follow.</summary>
    private const double Settling = 3;

    private static readonly TaskName Task = TaskName.Parse(ReadyModel.Task);

    private readonly Uri url = ReadyModel.Predictions(bed.Address);
    private readonly DeploymentStore deployments = new(bed.Account);
    private double rate;

    /// <summary>Answers a second to callers who ask again as soon as they are answered, after as many calls to warm up.</summary>
    public async Task<double> SaturationAsync(CancellationToken cancel)
    {
        Console.WriteLine($"{ClosedCalls} calls to warm up, and as many for saturation …");
        await AskAsync(new double[ClosedCalls], ClosedConnections, cancel);
        return rate = (await AskAsync(new double[ClosedCalls], ClosedConnections, cancel)).Rate;
    }

    /// <summary>Puts shadows there or away, waits until the host follows, and asks.</summary>
    public async Task<ShadowRound> MeasureAsync(bool isOn, double[] due, CancellationToken cancel)
    {
        foreach (var shadow in shadows)
            await ChangeAsync(now => isOn ? now.Shadow(shadow, null, true, TimeProvider.System.GetUtcNow()) : now.Reject(shadow, null, TimeProvider.System.GetUtcNow()), cancel);
        await AskAsync(Arrivals.Poisson(rate / 2, Settling, shadows.Count), connections, cancel);
        var (before, cpu) = (await CountsAsync(cancel), Processor());
        var answers = await AskAsync(due, connections, cancel);
        var (after, used) = (await CountsAsync(cancel), Processor() - cpu);
        Console.WriteLine($"{(isOn ? shadows.Count : 0)} shadows: p99 {Report.Text(answers.Latency.At(0.99), "0.0")} ms");
        return new(answers, used.TotalMicroseconds / due.Length, after.Scored - before.Scored, after.Shed - before.Shed);
    }

    private Task<Answers> AskAsync(double[] due, int open, CancellationToken cancel) => new OpenLoop(url, [.. bodies.Select(body => HttpCall.Post(url, body))], open).RunAsync(due, cancel: cancel);

    private TimeSpan Processor() => Process.GetProcessById(host.Id).TotalProcessorTime;

    private async Task<(long Scored, long Shed)> CountsAsync(CancellationToken cancel)
    {
        var serving = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/tasks/{ReadyModel.Task}/serving", UriKind.Relative), cancel);
        var counts = serving.GetProperty("shadows").EnumerateArray().ToList();
        return (counts.Sum(shadow => shadow.GetProperty("scored").GetInt64()), counts.Sum(shadow => shadow.GetProperty("shed").GetInt64()));
    }

    private async Task ChangeAsync(Func<Deployment, Result<DeploymentChange>> decide, CancellationToken cancel)
    {
        var present = await deployments.ReadAsync(Task, cancel);
        var change = decide(present);
        if (change.IsDone)
            await deployments.ApplyAsync(Task, present, change.Value, cancel);
    }
}
