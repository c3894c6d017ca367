using System.Globalization;

namespace MlFunctions.Demo;

/// <summary>Orders at a steady rate, each predicted; its outcome is told when the order would have arrived, a minute played as a second.</summary>
internal sealed class DemoTraffic(DemoApi api, City city, Action<string> say, TimeProvider time, DemoOptions options)
{
    private static readonly TimeSpan BeforeTheShift = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(5);

    private readonly PriorityQueue<(string Prediction, double Minutes), DateTimeOffset> underWay = new();
    private long predictions;
    private long outcomes;
    private double error;
    private string? ticket;
    private DateTimeOffset? shiftsAt;

    /// <summary>Until cancelled.</summary>
    public async Task PlayAsync(CancellationToken cancel)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1 / options.Rate), time);
        var next = time.GetUtcNow() + Telling;
        while (await ticks.WaitForNextTickAsync(cancel))
        {
            await OrderAsync(cancel);
            if (time.GetUtcNow() < next)
                continue;
            await TellAsync(cancel);
            next = time.GetUtcNow() + Telling;
        }
    }

    private async Task OrderAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var order = city.OrderAt(now.UtcDateTime);
        var answer = await api.PredictAsync(order, cancel);
        var id = answer.GetProperty("id").GetString()!;
        if (predictions++ == 0)
            say($"The first prediction is in the log: {id}");
        shiftsAt ??= now + BeforeTheShift;
        var minutes = order.DeliveryMinutes + (now < shiftsAt ? 0 : options.Shift);
        error += Math.Abs(minutes - answer.GetProperty("output").GetProperty("minutes").GetDouble());
        underWay.Enqueue((id, minutes), now.AddSeconds(minutes));
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        var arrived = new List<(string, double)>();
        while (underWay.TryPeek(out _, out var at) && at <= time.GetUtcNow())
            arrived.Add(underWay.Dequeue());
        if (arrived.Count > 0)
            outcomes += (await api.TellAsync(arrived, cancel)).GetProperty("accepted").GetInt64();
        say(string.Create(CultureInfo.InvariantCulture, $"{predictions} predictions, {outcomes} outcomes, mean absolute error {error / predictions:0.0} minutes"));
        if (await api.NewestTicketAsync(cancel) is { } newest && newest.Id != ticket)
            say($"A ticket: {newest.Title} api/tickets/{ticket = newest.Id}");
    }
}
