using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Deployments;

/// <summary>Whether callers notice that models change: promotions and rollbacks in a row, under load, on two instances.</summary>
internal static class DeploymentsCommand
{
    private const int Bodies = 100;
    private static readonly string[] Trainers = ["lightgbm", "fasttree", "linear"];

    public static Command Command { get; } = new(
        "deployments [--switches 20] [--rate 500] [--seed 1]",
        "Promotes and rolls back under load on two instances; exit code 1 when a call fails, or is answered by a model that was neither the old nor the new one.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (rate, seed) = (arguments.Count("rate", 500), arguments.Count("seed", 1));
        await using var bed = await TestBed.SetUpAsync(cancel);
        Uri[] addresses = [bed.Address, TestBed.NewAddress()];
        await using var one = await bed.StartHostAsync(cancel);
        await using var two = await bed.StartHostAsync(addresses[1], new Dictionary<string, string>(), cancel);
        using var http = new HttpClient { BaseAddress = bed.Address };
        var (task, orders) = (new TrainedTask(http, ReadyModel.Task), new SampleOrders(seed));
        string[] bodies = [.. Enumerable.Range(0, Bodies).Select(_ => orders.Single())];
        var known = new KnownOutputs(bodies);
        var models = await TrainAsync(task, known, bed.Address, seed, cancel);
        Console.WriteLine($"Promoting and rolling back at {rate} requests a second …");
        return Tell(await new DeploymentRun(addresses, task, models, bodies, known).RunAsync(arguments.Count("switches", 20), rate, seed, cancel), rate);
    }

    /// <summary>Three models, of which the first is in production at the end.</summary>
    private static async Task<int[]> TrainAsync(TrainedTask task, KnownOutputs known, Uri host, int seed, CancellationToken cancel)
    {
        Console.WriteLine($"Training {string.Join(", ", Trainers)} on the sample orders …");
        var models = new List<int>();
        foreach (var trainer in Trainers)
            models.Add(await task.TrainAsync(ReadyModel.Csv(seed), trainer, seed, cancel));
        foreach (var model in Enumerable.Reverse(models))
        {
            await task.PromoteAsync(model, cancel);
            await known.LearnAsync(ReadyModel.Predictions(host), model, cancel);
        }
        known.RequireDifferent();
        return [.. models];
    }

    private static Report Tell(IReadOnlyList<InstanceReport> reports, int rate)
    {
        var table = new MarkdownTable(
            "instance", "switches", "calls", "failed", "by another model", "back to the old", "output not the model's", "switched after, p50, s", "at most, s", "p99, ms", "p99 within 1 s of a switch, ms", "max, ms");
        foreach (var report in reports)
        {
            var delays = Percentiles.Of(report.Delays);
            table.Add(
                report.Place + 1, report.Switches.Count, report.Answers.Due.Length, report.Answers.Errors, report.Strangers, report.Relapses, report.WrongOutputs, Report.Text(delays.At(0.5), "0.00"),
                Report.Text(delays.Max, "0.00"), Report.Text(report.Answers.Latency.At(0.99), "0.0"), Report.Text(report.AfterSwitches.At(0.99), "0.0"), Report.Text(report.Answers.Latency.Max, "0.0"));
        }
        var bad = reports.Sum(report => report.Answers.Errors + report.Strangers + report.Relapses + report.WrongOutputs);
        var figure = new Figure(
            $"{reports[0].Switches.Count} promotions and rollbacks under {rate} requests a second on two instances",
            $"{reports.Sum(report => report.Answers.Due.Length):#,0} calls, {bad} failed or answered by a wrong model; switched within {Report.Text(reports.Max(report => report.Delays.Max()), "0.0")} s; p99 {Report.Text(reports.Max(report => report.Answers.Latency.At(0.99)), "0.0")} ms, within a second of a switch {Report.Text(reports.Max(report => report.AfterSwitches.At(0.99)), "0.0")} ms");
        return new Report(table, [figure], bad == 0);
    }
}
