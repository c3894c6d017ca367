using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Incident;
using MlFunctions.Benchmarks.Quality;
using MlFunctions.Domain.Kernel;
using MlFunctions.Standalone;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Benchmarks.Life;

/// <summary>
/// The whole life of a model on rows of a file, played as live traffic by the times in them: a first model learns the first days; from then on orders are predicted when they are placed and told when they
/// arrive. Deliveries then take longer, a little more each day. What follows is the application's own doing.
/// </summary>
internal static class LifeCommand
{
    private const int FirstDays = 5;

    public static Command Command { get; } = new(
        "life <orders.csv> [--decay-from 6] [--decay-days 12] [--decay-percent 3]",
        "First model, a slow decay, alarm, ticket, retraining with its reason, gates, shadow, pilot, production: all in the audit, without a hand on it.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var file = new RowFile(arguments.Place(0, "orders.csv"));
        var task = FileTask.Of(file, null);
        var place = task.PlaceOf(task.Time);
        Example[] rows = [.. (await file.LoadAsync(task, cancel)).Where(row => double.IsFinite(row.Input.Numbers[place])).OrderBy(row => row.Input.Numbers[place])];
        var decay = new Decay(arguments.Count("decay-from", 6), arguments.Count("decay-days", 12), arguments.Count("decay-percent", 3) / 100.0);

        await using var bed = await TestBed.SetUpAsync(cancel);
        var start = DateTime.UnixEpoch.AddSeconds(rows[0].Input.Numbers[place]).Date.AddDays(FirstDays);
        var clock = new MovableClock();
        clock.Move(start - clock.GetUtcNow());
        await using var host = StandaloneHost.Create(Settings(bed), null, clock);
        await host.StartAsync(cancel);
        using var http = new HttpClient { BaseAddress = bed.Address };
        var split = Array.FindIndex(rows, row => DateTime.UnixEpoch.AddSeconds(row.Input.Numbers[place]) >= start);
        var life = new LifeRun(task, http, clock, new LifeTimers(host.Services.GetRequiredService<TimerService>(), clock), decay) { DaysBefore = FirstDays };
        await life.BeginAsync(rows[..split], cancel);
        await life.PlayAsync(rows[split..], cancel);
        var report = await LifeReport.OfAsync(life, http, task, cancel);
        await host.StopAsync(cancel);
        return report;
    }

    /// <summary>Timers are fired by the clock of the rows, which is not the system's.</summary>
    private static string[] Settings(TestBed bed) =>
    [
        "--urls", bed.Address.ToString(), "--AzureWebJobsStorage", bed.ConnectionString, "--MlFunctions:StoragePrefix", TestBed.Prefix,
        .. Hosting.Configuration.Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)).SelectMany(setting => new[] { $"--{setting.Key}", "disabled" }),
    ];
}
