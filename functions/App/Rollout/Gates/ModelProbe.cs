using System.Security.Cryptography;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Asks a model what its gates want to know.</summary>
internal static class ModelProbe
{
    /// <summary>Whether it takes the task's rows, and answers odd ones with finite outputs.</summary>
    /// <param name="model">Whom.</param>
    /// <param name="task">The definition, as the model's rows were read.</param>
    /// <param name="ordinary">A row of the task; null where there is none.</param>
    public static ContractEvidence Contract(TrainedModel model, TaskDefinition task, Row? ordinary)
    {
        if (ContractGate.Difference(model.Kind, model.Columns, model.Manifest.Group, task) is { } difference)
            return new(difference, 0, null);
        var rows = OddRows.Of(model.Columns, ordinary);
        return new(null, rows.Count, rows.Index().Select(row => Failure(model, row.Item) is { } failure ? $"odd row {row.Index + 1} of {rows.Count} {failure}" : null).FirstOrDefault(failure => failure is not null));
    }

    /// <summary>Loads the file once more and compares the answers of both.</summary>
    /// <param name="artifact">The file.</param>
    /// <param name="sha256">The card's.</param>
    /// <param name="task">The definition, as the rows were read.</param>
    /// <param name="rows">Any.</param>
    public static ReplayEvidence Replay(byte[] artifact, string sha256, TaskDefinition task, IReadOnlyList<Example> rows)
    {
        var isTheCards = Convert.ToHexStringLower(SHA256.HashData(artifact)) == sha256;
        if (rows.Count == 0)
            return new(0, 0, isTheCards);
        ValidationAnswers one = TrainerList.Load(artifact).Answer(task, rows), other = TrainerList.Load(artifact).Answer(task, rows);
        return new(rows.Count, Enumerable.Range(0, rows.Count).Count(row => one.Line(row) != other.Line(row)), isTheCards);
    }

    private static string? Failure(TrainedModel model, Row row)
    {
        try
        {
            return model switch
            {
                RegressionModel regression => regression.Predict(row) is var e && double.IsFinite(e.P10) && double.IsFinite(e.P90) && e.P10 <= e.Value && e.Value <= e.P90 ? null : $"got {e}.",
                BinaryModel binary => binary.Probability(row) is >= 0 and <= 1 ? null : "got no probability.",
                RankingModel ranking => Array.TrueForAll(ranking.Score([row, row]), double.IsFinite) ? null : "got a score that is not finite.",
                _ => "is for a kind of model that nobody knows.",
            };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return $"failed: {failure.Message}";
        }
    }
}
