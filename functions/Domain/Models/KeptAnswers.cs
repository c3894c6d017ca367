using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Models;

/// <summary>Reads back the lines that <see cref="ValidationAnswers.Line"/> wrote, so that two models can be compared by what they answered when they were judged.</summary>
public static class KeptAnswers
{
    /// <summary>The answers; null where the lines are not those of the rows.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="rows">n rows.</param>
    /// <param name="lines">The header, then n lines, in the order of the rows.</param>
    public static ValidationAnswers? Read(TaskDefinition task, IReadOnlyList<Example> rows, IReadOnlyList<string> lines)
    {
        double[][] numbers = [.. lines.Skip(1).Select(line => Numbers(task, line))];
        var actual = task.Kind == TaskKind.Ranking ? 1 : 0;
        if (numbers.Length != rows.Count || numbers.Index().Any(line => line.Item.Length < 3 || line.Item[actual] != rows[line.Index].Label))
            return null;
        double[] labels = [.. rows.Select(row => row.Label)];
        return task.Kind switch
        {
            TaskKind.Regression => new RegressionAnswers(labels, [.. numbers.Select(line => new Estimate(line[1], line[2], line[^1]))]),
            TaskKind.Binary => new BinaryAnswers([.. labels.Select(label => label == 1)], [.. numbers.Select(line => line[1])], Threshold(numbers), Prevalence.Of(task, rows).NegativeWeight),
            _ => new RankingAnswers(Requests(task, rows), labels, [.. numbers.Select(line => line[^1])]),
        };
    }

    /// <summary>The cells; the request's name, which stands first in a ranking's line and may hold commas, is left out as NaN.</summary>
    private static double[] Numbers(TaskDefinition task, string line)
    {
        var cells = line.Split(',');
        return task.Kind == TaskKind.Ranking ? [double.NaN, .. cells[^Math.Min(2, cells.Length)..].Select(Number)] : [.. cells.Select(Number)];
    }

    private static double Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static double Threshold(double[][] lines) => lines.Where(line => line[2] == 1).Select(line => line[1]).DefaultIfEmpty(double.PositiveInfinity).Min();

    private static string[] Requests(TaskDefinition task, IReadOnlyList<Example> rows)
    {
        var place = task.PlaceOf(task.Group);
        return [.. rows.Select(row => row.Input.Text(place, task.Columns[place]) ?? string.Empty)];
    }
}
