using System.Text.Json;
using MlFunctions.Demo;

namespace MlFunctions.Benchmarks.Samples;

/// <summary>Inputs of task <c>delivery-time</c> with all of its 15 fields, real-looking and no two alike: each order is placed a second after the one before.</summary>
internal sealed class SampleOrders(int seed)
{
    /// <summary>When the first one is placed.</summary>
    public static readonly DateTime Start = new(2026, 2, 2, 11, 0, 0, DateTimeKind.Utc);

    private readonly Lock alone = new();
    private readonly City city = new(seed);
    private int made;

    /// <summary>The next one, as JSON; any thread may ask.</summary>
    public string Next()
    {
        lock (alone)
            return JsonSerializer.Serialize(city.OrderAt(Start.AddSeconds(made++)));
    }

    /// <summary>The body of a call for one.</summary>
    public string Single() => $$"""{"input":{{Next()}}}""";

    /// <summary>The body of a call for many.</summary>
    public string Batch(int inputs) => $$"""{"inputs":[{{string.Join(',', Enumerable.Range(0, inputs).Select(_ => Next()))}}]}""";
}
