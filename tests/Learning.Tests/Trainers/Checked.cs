using System.Collections.Concurrent;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>Every trainer by name, the sample task of its kind, and what it made of it, once.</summary>
public static class Checked
{
    private static readonly Dictionary<TaskKind, IReadOnlyList<Example>> RowsOf = Enum.GetValues<TaskKind>().ToDictionary(kind => kind, Samples.Rows);

    private static readonly ConcurrentDictionary<string, Lazy<Learning.Trained>> Made = new();

    public static TheoryData<string> Names => [.. MlFunctions.Learning.Trainers.All.Select(trainer => $"{trainer.Kind}/{trainer.Name}")];

    public static Trainer Find(string name) => MlFunctions.Learning.Trainers.All.Single(trainer => $"{trainer.Kind}/{trainer.Name}" == name);

    public static TaskDefinition Task(string name) => Samples.Task(Find(name).Kind);

    public static IReadOnlyList<Example> Rows(string name) => RowsOf[Find(name).Kind];

    public static Learning.Trained TrainedOf(string name) =>
        Made.GetOrAdd(name, _ => new(() => Find(name).Train(Task(name), Rows(name), 1, Trained.Silent.Progress, CancellationToken.None))).Value;

    public static TrainedModel ModelOf(string name) => TrainedOf(name).Model;

    /// <summary>Everything that its model answers to the rows.</summary>
    public static double[] Answers(string name, IReadOnlyList<Example> rows) => Samples.Answers(ModelOf(name), [.. rows.Select(row => row.Input)]);
}
