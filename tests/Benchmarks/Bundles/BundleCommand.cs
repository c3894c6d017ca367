using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Bundles;

/// <summary>How soon after an alarm its ticket has a bundle, and what is in it.</summary>
internal static class BundleCommand
{
    private const int Bodies = 2_000;
    private const int Connections = 64;
    private const double Shift = 2;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.05);

    public static Command Command { get; } = new(
        "bundle [--rounds 3] [--warm-up 20] [--seconds 60] [--rate 1000] [--outcomes 200] [--seed 1]",
        "Open-loop requests a second whose errors double after a while: from the alarm's change to the kept bundle.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var table = new MarkdownTable("asked, a second", "not answered", "alarm", "bundle kept after the alarm's change, s", "begun after, s", "KiB", "labelled predictions read", "of", "missing");
        var seconds = new List<double>();
        for (var round = 1; round <= arguments.Count("rounds", 3); round++)
            seconds.Add(await RoundAsync(arguments, arguments.Count("seed", 1) + round - 1, table, cancel));
        return new Report(table, [new($"a bundle is kept, at {arguments.Count("rate", 1_000):#,0} requests a second", $"after {Report.Text(seconds.Max(), "0.0")} s at most")]);
    }

    private static async Task<double> RoundAsync(Arguments arguments, int seed, MarkdownTable table, CancellationToken cancel)
    {
        var (rate, warmUp) = (arguments.Count("rate", 1_000), arguments.Count("warm-up", 20));
        await using var bed = await TestBed.SetUpAsync(cancel);
        await using var host = await bed.StartHostAsync(cancel);
        var model = await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        using var http = new HttpClient { BaseAddress = bed.Address };
        var outcomes = new ShiftedOutcomes(bed.Address, Math.Max(1, arguments.Count("outcomes", 200) / 10), await ErrorAsync(http, model, cancel), seed);
        var (orders, url) = (new SampleOrders(seed), ReadyModel.Predictions(bed.Address));
        var loop = new OpenLoop(url, [.. Enumerable.Range(0, Bodies).Select(_ => HttpCall.Post(url, orders.Single()))], Connections);

        Console.WriteLine($"{rate:#,0} requests a second; after {warmUp} s errors double …");
        using var stop = new CancellationTokenSource();
        var load = loop.RunAsync(Arrivals.Poisson(rate, warmUp + arguments.Count("seconds", 60), seed), (_, _, body) => outcomes.Hear(body), cancel);
        var telling = outcomes.RunAsync(stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(warmUp), cancel);
        outcomes.Factor = Shift;
        var (ticket, bundle, at) = await BundleAsync(http, load, cancel);
        var answers = await load;
        await stop.CancelAsync();
        await telling;
        return Tell(table, rate, answers, ticket, bundle, at);
    }

    /// <summary>On the validation rows.</summary>
    private static async Task<double> ErrorAsync(HttpClient http, int model, CancellationToken cancel)
    {
        var card = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/tasks/{ReadyModel.Task}/models/{model}", UriKind.Relative), cancel);
        return card.GetProperty("metrics").GetProperty("mae").GetProperty("value").GetDouble();
    }

    /// <summary>Asks until the ticket is there, and then until its bundle is.</summary>
    private static async Task<(JsonElement Ticket, byte[] Bundle, DateTimeOffset At)> BundleAsync(HttpClient http, Task<Answers> load, CancellationToken cancel)
    {
        for (JsonElement? ticket = null; !load.IsCompleted; await Task.Delay(Look, cancel))
        {
            ticket ??= (await http.GetFromJsonAsync<JsonElement>(new Uri("api/tickets", UriKind.Relative), cancel)).GetProperty("tickets").EnumerateArray().Cast<JsonElement?>().FirstOrDefault();
            if (ticket is not { } opened)
                continue;
            using var answer = await http.GetAsync(new Uri($"api/tickets/{opened.GetProperty("id").GetString()}/bundle", UriKind.Relative), cancel);
            if (answer.IsSuccessStatusCode)
                return (opened, await answer.Content.ReadAsByteArrayAsync(cancel), TimeProvider.System.GetUtcNow());
        }

        throw new BenchmarkException("The run ended before there was a bundle; give it more --seconds.");
    }

    private static double Tell(MarkdownTable table, int rate, Answers load, JsonElement ticket, byte[] json, DateTimeOffset at)
    {
        var (bundle, opened) = (JsonElement.Parse(json), ticket.GetProperty("openedAt").GetDateTimeOffset());
        var shown = bundle.TryGetProperty("predictions", out var predictions) ? (predictions.GetProperty("read").GetInt64(), predictions.GetProperty("of").GetInt64()) : (0, 0);
        table.Add(
            rate, load.Errors, bundle.GetProperty("alarm").GetProperty("alarm").GetString()!, Report.Text((at - opened).TotalSeconds, "0.0"), Report.Text((bundle.GetProperty("takenAt").GetDateTimeOffset() - opened).TotalSeconds, "0.0"),
            json.Length >> 10, shown.Item1, shown.Item2, string.Join(", ", bundle.GetProperty("missing").EnumerateObject().Select(part => part.Name)));
        return (at - opened).TotalSeconds;
    }
}
