using System.Text.Json;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Loads;

namespace MlFunctions.Benchmarks.Deployments;

/// <summary>Calls on every instance at their own times, while one instance is asked for promotions and rollbacks in turn.</summary>
internal sealed class DeploymentRun(IReadOnlyList<Uri> instances, TrainedTask task, int[] models, IReadOnlyList<string> bodies, KnownOutputs known)
{
    private const int Connections = 64;
    private const double Before = 2;
    private const double After = 4;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2.5);

    public async Task<IReadOnlyList<InstanceReport>> RunAsync(int switches, int rate, int seed, CancellationToken cancel)
    {
        var seconds = Before + After + (switches * (Between.TotalSeconds + 0.2));
        Caller[] callers = [.. instances.Select((host, place) => new Caller(host, bodies, known, Arrivals.Poisson((double)rate / instances.Count, seconds, seed + place)))];
        Task[] running = [.. callers.Select(caller => caller.RunAsync(cancel))];
        await Task.Delay(TimeSpan.FromSeconds(Before), cancel);
        var changes = new List<Switch>();
        for (var number = 0; number < switches; number++)
        {
            double[] Now() => [.. callers.Select(caller => caller.Loop.Now)];
            // To each other model in turn and back again, so that a model that was in production a while ago is neither the old nor the new one.
            var (isRollback, other) = (number % 2 == 1, models[1 + (number / 2 % (models.Length - 1))]);
            var asked = Now();
            await (isRollback ? task.RollBackAsync(cancel) : task.PromoteAsync(other, cancel));
            changes.Add(isRollback ? new Switch(other, models[0], asked, Now()) : new Switch(models[0], other, asked, Now()));
            await Task.Delay(Between, cancel);
        }
        await Task.WhenAll(running);
        return [.. callers.Select((caller, place) => caller.Report(place, changes))];
    }

    /// <summary>The calls on one instance, and which model answered each.</summary>
    private sealed class Caller(Uri host, IReadOnlyList<string> bodies, KnownOutputs known, double[] due)
    {
        private readonly int[] named = new int[due.Length];
        private Answers answers = Answers.Of([]);
        private int wrong;

        public OpenLoop Loop { get; } = new(ReadyModel.Predictions(host), [.. bodies.Select(body => HttpCall.Post(ReadyModel.Predictions(host), body))], Connections);

        public async Task RunAsync(CancellationToken cancel) => answers = await Loop.RunAsync(due, Hear, cancel);

        public InstanceReport Report(int place, IReadOnlyList<Switch> changes) => new(place, answers, named, wrong, changes);

        private void Hear(int call, HttpAnswer answer, ReadOnlySpan<byte> body)
        {
            if (answer.Status != 200)
                return;
            var json = JsonElement.Parse(body);
            named[call] = json.GetProperty("model").GetInt32();
            if (!known.Fits(named[call], call, json.GetProperty("output")))
                Interlocked.Increment(ref wrong);
        }
    }
}
