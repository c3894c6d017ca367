using System.Diagnostics;
using System.Text;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Standalone.Emulation;

namespace MlFunctions.Benchmarks.ColdStart;

/// <summary>How long a caller waits for a host that is not running yet.</summary>
internal static class ColdStartCommand
{
    private const string Prefix = "bench";

    public static Command Command { get; } = new(
        "cold-start <published host> [--beside <another>] [--rounds 5] [--seed 1]",
        "Starts a published Standalone host again and again, storage up and a model in production: seconds from the start of its process to the first answered prediction.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        string?[] folders = [arguments.Place(0, "<published host>"), arguments.Text("beside")];
        var (rounds, seed) = (arguments.Count("rounds", 5), arguments.Count("seed", 1));
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions { Say = Console.WriteLine }, cancel);
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}/");
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString, ["MlFunctions__StoragePrefix"] = Prefix };
        await using (await ServerProcess.StartAsync("MlFunctions.Standalone.dll", ["--urls", address.ToString()], settings, new Uri(address, "api/health"), cancel))
            await ReadyModel.PromoteAsync(address, seed, cancel);

        var body = Encoding.UTF8.GetBytes($$"""{"input":{{new SampleOrders(seed).Next()}}}""");
        var hosts = folders.OfType<string>().Select(folder => (Folder: folder, Runs: new List<FirstAnswer>())).ToArray();
        // In turn, so that what else the machine does meets all alike; the round before the first brings the files into memory.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (folder, runs) in hosts)
            {
                var run = await FirstAnswer.MeasureAsync(Start(folder, address, settings), new Uri(address, "api/tasks/delivery-time/predictions"), body, cancel);
                if (round > 0)
                    runs.Add(run);
            }
        }
        Report(hosts, rounds);
        return 0;
    }

    private static ProcessStartInfo Start(string folder, Uri address, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(Path.Combine(Path.GetFullPath(folder), "MlFunctions.Standalone"), ["--urls", address.ToString(), "--Logging:LogLevel:Default=Warning"]);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    private static void Report((string Folder, List<FirstAnswer> Runs)[] hosts, int rounds)
    {
        var table = new MarkdownTable($"medians of {rounds} starts, seconds", "listens", "first prediction answered", "slowest start", "the next prediction");
        foreach (var (folder, runs) in hosts)
            table.Add(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Median(runs, r => r.Listens), Median(runs, r => r.Answers), Text(runs.Max(r => r.Answers)), Median(runs, r => r.Again));
        Console.WriteLine($"\n{table}\n\nClient and Azurite beside the host: {Machine.Description}.");
    }

    private static string Median(List<FirstAnswer> runs, Func<FirstAnswer, double> value) => Text(runs.Select(value).Order().ElementAt(runs.Count / 2));

    private static string Text(double seconds) => FormattableString.Invariant($"{seconds:0.000}");
}
