using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>Every trainer by name, the sample task of its kind, and the model that it learns from the sample rows. Each is trained once in a test run, because that takes seconds.</summary>
public static class Checked
{
    private static readonly Dictionary<TaskKind, IReadOnlyList<Example>> RowsOf = Enum.GetValues<TaskKind>().ToDictionary(kind => kind, Samples.Rows);

    private static readonly ConcurrentDictionary<string, Lazy<(Learning.Trainers.Trained Trained, IReadOnlyList<TrainingProgress> Steps)>> Made = new();

    public static TheoryData<string> Names => [.. TrainerList.All.Select(NameOf)];

    /// <summary>The trainers whose models answer each row by itself.</summary>
    public static TheoryData<string> RowByRow => [.. TrainerList.All.Where(trainer => trainer.Kind != TaskKind.Ranking).Select(NameOf)];

    /// <summary>The trainers whose models order the products of a request.</summary>
    public static TheoryData<string> Rankings => [.. TrainerList.Of(TaskKind.Ranking).Select(NameOf)];

    public static string NameOf(Trainer trainer) => $"{trainer.Kind}/{trainer.Name}";

    public static Trainer Find(string name) => TrainerList.All.Single(trainer => NameOf(trainer) == name);

    public static TaskDefinition Task(string name) => Samples.Task(Find(name).Kind);

    public static IReadOnlyList<Example> Rows(string name) => RowsOf[Find(name).Kind];

    public static Learning.Trainers.Trained TrainedOf(string name) => MadeBy(name).Trained;

    /// <summary>The progress that the training reported, in its order.</summary>
    public static IReadOnlyList<TrainingProgress> StepsOf(string name) => MadeBy(name).Steps;

    public static TrainedModel ModelOf(string name) => TrainedOf(name).Model;

    /// <summary>Everything that its model answers to the rows.</summary>
    public static double[] Answers(string name, IReadOnlyList<Example> rows) => Samples.Answers(ModelOf(name), [.. rows.Select(row => row.Input)]);

    private static (Learning.Trainers.Trained Trained, IReadOnlyList<TrainingProgress> Steps) MadeBy(string name) => Made.GetOrAdd(name, _ => new(() =>
    {
        var heard = new Trained.Heard();
        return (Find(name).Train(Task(name), Rows(name), 1, heard, CancellationToken.None), heard.Steps);
    })).Value;
}
