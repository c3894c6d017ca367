using MlFunctions.Benchmarks.Samples;
using MlFunctions.Demo;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>Brings a running host from nothing to a model in production, by the calls that a user would send.</summary>
internal static class ReadyModel
{
    private const int Days = 28;
    private const int OrdersADay = 450;

    /// <summary>What it learns from.</summary>
    public static IEnumerable<Order> Orders(int seed) => new City(seed).Orders(SampleOrders.Start.AddDays(-Days), Days, OrdersADay);

    /// <summary>The version that now answers.</summary>
    public static async Task<int> PromoteAsync(Uri host, int seed, CancellationToken cancel)
    {
        Console.WriteLine($"Uploading {Days * OrdersADay} sample orders, training, promoting …");
        using var http = new HttpClient { BaseAddress = host };
        var api = new DemoApi(http);
        var model = await TrainAsync(api, seed, cancel);
        await api.PromoteAsync(model, cancel);
        return model;
    }

    /// <summary>The version of a new candidate.</summary>
    public static async Task<int> TrainAsync(DemoApi api, int seed, CancellationToken cancel)
    {
        var dataset = await api.UploadAsync(Orders(seed), cancel);
        var training = await api.TrainAsync(dataset.GetProperty("version").GetInt32(), cancel);
        while (training.GetProperty("state").GetString() is var state and not "succeeded")
        {
            if (state == "failed")
                throw new BenchmarkException($"The training failed: {training.GetProperty("error").GetString()}");
            await Task.Delay(TimeSpan.FromSeconds(0.5), cancel);
            training = await api.TrainingAsync(training.GetProperty("id").GetString()!, cancel);
        }
        return training.GetProperty("model").GetInt32();
    }
}
