using MlFunctions.Benchmarks.Samples;
using MlFunctions.Demo;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>Brings task <c>delivery-time</c> of a running host from nothing to a model in production.</summary>
internal static class ReadyModel
{
    public const string Task = "delivery-time";

    private const int Days = 28;
    private const int OrdersADay = 450;
    private const string Trainer = "lightgbm";

    /// <summary>What it learns from, as CSV.</summary>
    public static string Csv(int seed) =>
        string.Join('\n', new City(seed).Orders(SampleOrders.Start.AddDays(-Days), Days, OrdersADay).Select(order => order.ToCsv()).Prepend(Order.Header)) + "\n";

    /// <summary>Where its predictions are asked.</summary>
    public static Uri Predictions(Uri host) => new(host, $"api/tasks/{Task}/predictions");

    /// <summary>The version that now answers.</summary>
    public static async Task<int> PromoteAsync(Uri host, int seed, CancellationToken cancel)
    {
        Console.WriteLine($"Uploading {Days * OrdersADay} sample orders, training, promoting …");
        using var http = new HttpClient { BaseAddress = host };
        var task = new TrainedTask(http, Task);
        var model = await task.TrainAsync(Csv(seed), Trainer, seed, cancel);
        await task.PromoteAsync(model, cancel);
        return model;
    }
}
