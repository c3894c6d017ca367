using System.Globalization;
using System.Text.Json;

namespace MlFunctions.Demo;

/// <summary>The first run: from sample orders to a model in production, then traffic with outcomes that come later, told on the terminal.</summary>
/// <param name="http">Its base address is the host's; it sends a key if the host wants one.</param>
/// <param name="say">Takes the lines for the terminal.</param>
/// <param name="time">Paces the traffic.</param>
/// <param name="options">How it is played.</param>
public sealed class DemoRun(HttpClient http, Action<string> say, TimeProvider time, DemoOptions options)
{
    private const int Days = 28;
    private const int OrdersADay = 450;
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private readonly DemoApi api = new(new DemoCalls(http, say, time));
    private readonly City city = new(options.Seed);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await api.HasProductionModelAsync(cancel))
            say("A model is in production already: on with the traffic.");
        else
            await TrainAsync(cancel);
        await api.PutTeamAsync(cancel);
        Invite();
        await new DemoTraffic(api, city, say, time, options).PlayAsync(cancel);
    }

    private async Task TrainAsync(CancellationToken cancel)
    {
        say($"Making {Days * OrdersADay:N0} sample orders of {Days} days (seed {options.Seed}) and uploading them …");
        var dataset = await api.UploadAsync(city.Orders(Start, Days, OrdersADay), cancel);
        say($"Dataset {dataset.GetProperty("version")}: {dataset.GetProperty("rows")} rows, SHA-256 {dataset.GetProperty("sha256").GetString()![..12]}…");
        var training = await FinishAsync(await api.TrainAsync(dataset.GetProperty("version").GetInt32(), cancel), cancel);
        var model = training.GetProperty("model").GetInt32();
        say(Judge(await api.ModelAsync(model, cancel)));
        await api.PromoteAsync(model, cancel);
        say($"Model {model} passed its gate and is in production.");
    }

    private async Task<JsonElement> FinishAsync(JsonElement training, CancellationToken cancel)
    {
        var last = string.Empty;
        while (true)
        {
            var (state, step) = (training.GetProperty("state").GetString(), training.GetProperty("step").GetString());
            var line = string.Create(CultureInfo.InvariantCulture, $"Training {state}, {training.GetProperty("progress").GetDouble():P0}: {step}");
            if (line != last)
                say(last = line);
            if (state == "succeeded")
                return training;
            if (state == "failed")
                throw new InvalidOperationException(training.GetProperty("error").GetString());
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
            training = await api.TrainingAsync(training.GetProperty("id").GetString()!, cancel);
        }
    }

    private static string Judge(JsonElement card)
    {
        var (mae, baseline) = (card.GetProperty("metrics").GetProperty("mae"), card.GetProperty("baseline").GetProperty("mae"));
        var coverage = card.GetProperty("metrics").GetProperty("coverage").GetProperty("value").GetDouble();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Model {card.GetProperty("version")} ({card.GetProperty("trainer").GetString()}), on the last days held out: MAE {Value(mae, "value"):0.00} minutes (95 % interval {Value(mae, "lower"):0.00}–{Value(mae, "upper"):0.00}; always the median: {Value(baseline, "value"):0.00}), P10–P90 holds {coverage:P0}.");

        static double Value(JsonElement metric, string name) => metric.GetProperty(name).GetDouble();
    }

    private void Invite()
    {
        var api = $"{http.BaseAddress}api";
        var input = JsonSerializer.Serialize(new { input = city.OrderAt(Start) });
        say($"""

            Open or call, while the traffic goes on:
              {api}/tasks/delivery-time                the task
              {api}/tasks/delivery-time/models         the models; /models/1 is a card
              {api}/tasks/delivery-time/datasets/1     the data, column by column
              {api}/tasks/delivery-time/metrics        the live metrics; /metrics/live sends them each second
              {api}/tasks/delivery-time/alarms         what is watched, and how it stands
              {api}/tasks/delivery-time/drift          how the traffic differs from the training
              {api}/tickets                            what people must look at (--demo-shift 15 makes something)
              {api}/on-call                            who is paged about it
              curl -s {api}/tasks/delivery-time/predictions -d '{input}'
              curl -s {api}/predictions/<the id that it answered>

            """);
    }
}
