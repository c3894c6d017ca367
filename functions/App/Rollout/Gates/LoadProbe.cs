using System.Text.Json;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>What a model costs beside the one in production: both answer the same calls in turn, so that whatever else the machine does falls on both.</summary>
internal static class LoadProbe
{
    private const int MostCalls = 2000;

    // Fewer have no upper end of their 99th percentile.
    private const int FewestCalls = 400;

    // The live model's share of the time under load; a model that takes twice as long is then busy half of it.
    private const double Busy = 0.25;
    private const double MostPerSecond = 1000;
    private const int Seed = 1;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <param name="task">Names the output.</param>
    /// <param name="candidate">Its file.</param>
    /// <param name="live">That of the model in production.</param>
    /// <param name="calls">At least one.</param>
    /// <param name="time">Measures.</param>
    public static LoadEvidence Measure(TaskDefinition task, byte[] candidate, byte[] live, IReadOnlyList<PredictionInput> calls, TimeProvider time)
    {
        var (own, ownBytes) = Load(candidate);
        var (other, otherBytes) = Load(live);
        foreach (var model in new[] { own, other })
            Scoring.WarmUp(task, model);
        var (ownWork, otherWork) = (new List<double>(MostCalls), new List<double>(MostCalls));
        using var json = new Utf8JsonWriter(Stream.Null);
        var scoring = new Scoring();
        var began = time.GetTimestamp();
        for (var call = 0; call < MostCalls && (call < FewestCalls || time.GetElapsedTime(began) < Longest); call++)
        {
            ownWork.Add(Ask(own, calls[call % calls.Count]));
            otherWork.Add(Ask(other, calls[call % calls.Count]));
        }

        var rate = Math.Clamp(Busy * 1000 / otherWork.Average(), 1, MostPerSecond);
        return new(Under(ownWork), Under(otherWork), ownBytes, otherBytes, rate);

        double Ask(TrainedModel model, PredictionInput call)
        {
            var start = time.GetTimestamp();
            json.Reset();
            scoring.Score(model, [call]);
            scoring.Write(json, task, 0);
            return time.GetElapsedTime(start).TotalMilliseconds;
        }

        Latency Under(List<double> work) => Latency.Of(OpenLoop.Times(work, rate, new Random(Seed)));
    }

    /// <summary>The model, and the bytes of its file and of what loading it allocates.</summary>
    private static (TrainedModel Model, long Bytes) Load(byte[] artifact)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var model = TrainerList.Load(artifact);
        return (model, GC.GetAllocatedBytesForCurrentThread() - before + artifact.Length);
    }
}
