using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Datasets;

/// <summary>Reads the truth of a row from text: what it may be follows from the kind of the task.</summary>
public static class LabelCell
{
    /// <summary>The gain of a grade is 2^grade − 1, and LightGBM's table of gains ends here.</summary>
    public const int HighestGrade = 31;

    /// <summary>What a label of the kind is, to end the sentence "The label is not …".</summary>
    public static string Words(TaskKind kind) => kind switch
    {
        TaskKind.Binary => "0, 1, true or false",
        TaskKind.Ranking => $"a grade: a whole number from 0 to {HighestGrade}",
        _ => "a number",
    };

    /// <summary>The label as a number; true is 1 and false is 0.</summary>
    public static bool TryRead(TaskKind kind, ReadOnlySpan<char> text, out double label)
    {
        if (kind == TaskKind.Binary && bool.TryParse(text, out var happened))
        {
            label = happened ? 1 : 0;
            return true;
        }

        return Cell.TryNumber(text, out label) && kind switch
        {
            TaskKind.Binary => label is 0 or 1,
            TaskKind.Ranking => label is >= 0 and <= HighestGrade && double.IsInteger(label),
            _ => true,
        };
    }
}
