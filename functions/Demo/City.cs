namespace MlFunctions.Demo;

/// <summary>A made-up city whose delivery times follow known relations, so that one can see what a model finds of them.</summary>
/// <remarks>
/// <code>
/// minutes = (prepare + wait + drive) · noise
/// prepare = store's pace (8–25) · (1 + 0.03 · items) · (1 + 0.35 · rush)
/// wait    = 2 + 14 · max(0, outstanding / onshift − 0.8), at most 40     courier shortage
/// drive   = driving estimate / 60 · (1 + 0.6 · rain)
/// noise   = exp(0.15 · N(0, 1))
/// </code>
/// Rush is 1 at 12:30 and 19:00 and falls off within an hour or two. Rain comes and goes by the hour, is in no column, and shows only
/// in what it does: more orders, fewer couriers, slower driving. One row in twelve does not know its couriers.
/// </remarks>
internal sealed class City(int seed)
{
    private const int Stores = 150;
    private static readonly string[] Categories = ["american", "pizza", "mexican", "burger", "sandwich", "chinese", "japanese", "grocery"];

    private readonly Store[] stores = Open(new Random(seed));
    private readonly Random random = new(seed + 1);

    /// <summary>Orders from <paramref name="start"/> on, in order of time, spread over whole days as hungry people spread them.</summary>
    public IEnumerable<Order> Orders(DateTime start, int days, int aDay)
    {
        for (var day = 0; day < days; day++)
        {
            double[] times = [.. Enumerable.Range(0, aDay).Select(_ => Hour()).Order()];
            foreach (var hour in times)
                yield return OrderAt(start.Date.AddDays(day).AddSeconds(Math.Round(hour * 3600)));
        }
    }

    /// <summary>One order placed now.</summary>
    public Order OrderAt(DateTime time)
    {
        var store = stores[(int)(Stores * Math.Pow(random.NextDouble(), 1.7))];
        var hour = time.TimeOfDay.TotalHours;
        var (rush, rain) = (Math.Min(1, Peak(hour, 12.5, 1.0) + Peak(hour, 19, 1.5)), Rain(time));
        var onshift = Math.Max(3, (int)((30 + (70 * rush)) * store.Market.Size * (1 - (0.25 * rain)) * Spread(0.15)));
        var outstanding = (int)((20 + (85 * rush)) * store.Market.Size * (1 + (0.5 * rain)) * Spread(0.25));
        var driving = Math.Clamp((int)(560 * Spread(0.4) * (1 + (0.2 * rain))), 90, 1800);
        var items = 1 + (int)(-2.2 * Math.Log(1 - random.NextDouble()));
        var price = (int)(900 * Spread(0.4));
        var knows = random.Next(12) > 0;

        var prepare = store.Pace * (1 + (0.03 * items)) * (1 + (0.35 * rush));
        var wait = 2 + Math.Min(40, 14 * Math.Max(0, ((double)outstanding / onshift) - 0.8));
        var drive = driving / 60.0 * (1 + (0.6 * rain));
        return new Order(
            store.Market.Id, time, store.Id, store.Category, store.Protocol, items, items * price, 1 + random.Next(items), (int)(price * 0.7), (int)(price * 1.3),
            knows ? onshift : null, knows ? Math.Min(onshift, outstanding) : null, knows ? outstanding : null, store.Protocol == "1" ? 446 : 251, driving,
            Math.Round((prepare + wait + drive) * Spread(0.15), 3));
    }

    private static Store[] Open(Random random)
    {
        Market[] markets = [.. Enumerable.Range(1, 4).Select(id => new Market($"{id}", 0.6 + (0.25 * id)))];
        return [.. Enumerable.Range(1, Stores).Select(id => new Store(
            $"{1000 + id}", markets[random.Next(4)], Categories[random.Next(Categories.Length)], $"{1 + random.Next(5)}", 8 + (17 * random.NextDouble())))];
    }

    private static double Peak(double hour, double at, double width) => Math.Exp(-Math.Pow((hour - at) / width, 2) / 2);

    /// <summary>Between 0 and 1 and the same for everyone in the same hour.</summary>
    private double Rain(DateTime time)
    {
        var front = new Random((seed * 7919) ^ (int)(time.Ticks / TimeSpan.TicksPerHour / 5));
        return front.NextDouble() < 0.25 ? 0.3 + (0.7 * front.NextDouble()) : 0;
    }

    /// <summary>An hour of the day: two meals, and little at night.</summary>
    private double Hour()
    {
        while (true)
        {
            var hour = 8 + (15 * random.NextDouble());
            if (random.NextDouble() < 0.15 + Peak(hour, 12.5, 1.2) + Peak(hour, 19, 1.6))
                return hour;
        }
    }

    /// <summary>A log-normal factor around 1 (Box and Muller 1958).</summary>
    private double Spread(double sigma) =>
        Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private sealed record Market(string Id, double Size);

    private sealed record Store(string Id, Market Market, string Category, string Protocol, double Pace);
}
