using System.Diagnostics;
using System.Text.Json;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Outage;

/// <summary>Takes storage away under load and gives it back, and compares what was answered with what is in the log.</summary>
internal sealed class OutageRun(TestBed bed, LogTail log, SampleOrders orders, OutageLoad load)
{
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(20);

    public async Task<OutageReport> RunAsync(Scenario scenario, string mark, CancellationToken cancel)
    {
        Console.WriteLine($"{scenario.Name}: {load.Before} s, {load.Outage} s without storage, {load.After} s …");
        var url = ReadyModel.Predictions(bed.Address);
        var due = Arrivals.Poisson(load.Rate, load.Before + load.Outage + load.After, load.Seed);
        var inputs = due.Select(_ => Padded(orders.Next(), scenario.Padding)).ToList();
        var calls = inputs.Select((input, call) => HttpCall.Post(url, $$"""{"unit":"{{mark}}-{{call}}","input":{{input}}}""")).ToList();
        var bodies = new byte[due.Length][];
        var retry = new bool[due.Length];
        var loop = new OpenLoop(url, calls, load.Connections);
        var running = loop.RunAsync(due, (call, answer, body) => (bodies[call], retry[call]) = (body.ToArray(), answer.RetryAfter), cancel);
        var (gone, back) = await FailAsync(scenario, loop, cancel);
        var answers = await running;
        var answered = Enumerable.Range(0, due.Length).Where(call => answers.Status[call] == 200).Select(call => Read(bodies[call], $"{mark}-{call}", inputs[call])).ToList();
        return new OutageReport(scenario, answers, retry, gone, back, answered.Count, await CompareAsync(answered, scenario, cancel));
    }

    private async Task<(double Gone, double Back)> FailAsync(Scenario scenario, OpenLoop loop, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromSeconds(load.Before), cancel);
        var gone = loop.Now;
        if (scenario.Hangs)
            bed.SignalStorage("STOP");
        else
            await bed.StopStorageAsync();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, gone + load.Outage - loop.Now)), cancel);
        }
        finally
        {
            if (scenario.Hangs)
                bed.SignalStorage("CONT");
            else
                await bed.StartStorageAsync(cancel);
        }
        return (gone, loop.Now);
    }

    /// <summary>With best effort, rows may still be on their way when the last answer is given.</summary>
    private async Task<LogCheck> CompareAsync(List<Answered> answered, Scenario scenario, CancellationToken cancel)
    {
        var lines = new List<LogLine>();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            lines.AddRange(await log.NewLinesAsync(cancel));
            var check = LogCheck.Of(answered, lines);
            if (scenario.Mode == Scenario.Required || check.Rows + check.Lost >= answered.Count || Stopwatch.GetElapsedTime(started) > LogPatience)
                return check;
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }

    private static string Padded(string input, int blanks) => blanks == 0 ? input : $"{{{new string(' ', blanks)}{input[1..]}";

    private static Answered Read(byte[] body, string unit, string input)
    {
        var answer = JsonElement.Parse(body);
        return new Answered(answer.TryGetProperty("id", out var id) ? id.GetString() ?? "" : "", unit, input, answer.GetProperty("output"));
    }
}

/// <summary>The calls of a run; times in seconds.</summary>
internal sealed record OutageLoad(int Rate, int Connections, int Before, int Outage, int After, int Seed);
