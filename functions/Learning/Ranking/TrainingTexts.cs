using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Ranking.Matches;
using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking;

/// <summary>The products' texts of the training rows, cut once.</summary>
internal sealed class TrainingTexts
{
    private readonly IReadOnlyList<(string Name, int Place)> columns;

    // Of each row, of each text column, the stems.
    private readonly ulong[][][] stems;

    /// <param name="query">The place of the column that holds what was asked for.</param>
    public TrainingTexts(TaskDefinition task, IReadOnlyList<Example> examples, int query)
    {
        columns =
        [
            .. task.Columns.Index()
                .Where(column => column.Item.Type == ColumnType.Text && column.Item.Name != task.Group && column.Index != query)
                .Select(column => (column.Item.Name, column.Index)),
        ];
        stems = [.. examples.Select(example => columns.Select(column => Stems(example.Input.Texts[column.Place])).ToArray())];
    }

    /// <summary>What the columns are like in the rows that are learned from.</summary>
    public IReadOnlyList<Field> Fields(IReadOnlyList<int> rows) =>
    [
        .. columns.Select((column, place) => new Field(
            column.Name, column.Place, (float)rows.Select(row => stems[row][place].Length).Where(length => length > 0).DefaultIfEmpty(1).Average())),
    ];

    /// <summary>Of the rows that are learned from.</summary>
    public Vocabulary Vocabulary(IReadOnlyList<int> rows) => Learning.Ranking.Texts.Vocabulary.Fit([.. rows.Select(row => stems[row].SelectMany(text => text))]);

    private static ulong[] Stems(string? text)
    {
        var tokens = new List<Token>();
        Tokenizer.Cut(text is null ? "" : TextFolding.Fold(text), tokens);
        return [.. tokens.Select(token => token.Stem)];
    }
}
