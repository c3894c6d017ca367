using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Rollout.Cuts;

/// <summary>Chooses the rows of both roles while the log streams by, in memory that follows the policy and not the log.</summary>
internal sealed class LoggedSets(TaskDefinition task, LoggedSplit split)
{
    private const long MostBytes = 128 << 20;

    private readonly Dictionary<DatasetRole, HashSample<LoggedLines>> sides = Enum.GetValues<DatasetRole>()
        .ToDictionary(role => role, _ => new HashSample<LoggedLines>(task.Datasets.Rows, MostBytes));

    private long unusable;

    /// <summary>The same question with the same answer counts once, where it came first. Of a ranking's query the newest request counts: lists of one query are not mixed.</summary>
    public void Add(LoggedExample? example)
    {
        if (example is null || LoggedLines.Of(task, example) is not { } lines)
        {
            unusable++;
            return;
        }

        var input = RowHash.OfInput(task, example.Rows[0].Input, double.NaN);
        if (split.RoleOf(example, input) is not { } role)
            return;
        var (sample, bytes) = (sides[role], lines.Lines.LongLength);
        if (task.Kind == TaskKind.Ranking)
            sample.Add(RowHash.OfText("sample", LoggedSplit.Query(task, example)), lines.Rows, bytes, () => lines, known => known.Origin.At <= lines.Origin.At);
        else
            sample.Add(RowHash.OfInput(task, example.Rows[0].Input, example.Rows[0].Label), lines.Rows, bytes, () => lines, known => lines.Origin.At < known.Origin.At);
    }

    /// <summary>The chosen rows of a role; null where they are fewer than the policy takes.</summary>
    /// <param name="role">Which.</param>
    /// <param name="cut">As of when.</param>
    /// <param name="previous">The version of the role before.</param>
    public LoggedRowsFile? FileOf(DatasetRole role, DateTimeOffset cut, int? previous)
    {
        var sample = sides[role];
        var origin = new DatasetOrigin(cut, DatasetCut.WindowStart(cut, task.Datasets), split.Description, sample.Seen, sample.Items.Count(), sample.Duplicates, unusable, previous);
        return sample.Rows < Math.Max(1, task.Datasets.FewestRows) ? null : new LoggedRowsFile(task, sample.Items, origin);
    }

    /// <summary>Units may have said the same on both sides: it stays where it was said first.</summary>
    public void Separate()
    {
        var (training, validation) = (sides[DatasetRole.Training], sides[DatasetRole.Validation]);
        foreach (var key in validation.Keys.Where(key => training.Find(key) is not null).ToList())
            (IsFirst(training.Find(key)!.Origin, validation.Find(key)!.Origin) ? validation : training).Drop(key);
    }

    private static bool IsFirst(RowOrigin one, RowOrigin other) =>
        one.At != other.At ? one.At < other.At : string.CompareOrdinal(one.Prediction.ToString(), other.Prediction.ToString()) < 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{sides[DatasetRole.Training].Rows} training and {sides[DatasetRole.Validation].Rows} validation rows");
}
