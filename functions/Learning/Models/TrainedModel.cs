using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning.Models;

/// <summary>A model: fitted features and everything that follows them, as data. It never changes, so any number of threads may ask it.</summary>
public abstract class TrainedModel(Manifest manifest)
{
    /// <summary>Of a block.</summary>
    private protected const int MostRows = 128;

    internal const string ManifestEntry = "manifest.json";

    public Manifest Manifest { get; } = manifest;

    /// <summary>The name of the trainer that made it.</summary>
    public string Trainer => Manifest.Trainer;

    /// <summary>What it answers.</summary>
    public TaskKind Kind => Manifest.Kind;

    /// <summary>The columns of the rows that it expects, in order.</summary>
    public IReadOnlyList<Column> Columns => Manifest.Columns;

    /// <summary>The artifact: equal models give equal bytes.</summary>
    public byte[] Save() => Write(new ModelFile().With(ManifestEntry, Manifest)).ToBytes();

    /// <summary>Answers rows whose truth is known.</summary>
    public abstract ValidationAnswers Answer(TaskDefinition task, IReadOnlyList<Example> examples);

    /// <exception cref="ArgumentException">The row has another number of columns.</exception>
    private protected void CheckFits(Row row)
    {
        if (row.Numbers.Length != Columns.Count || row.Texts.Length != Columns.Count)
            throw new ArgumentException($"The model expects rows of {Columns.Count} columns, and this one has {row.Numbers.Length}.", nameof(row));
    }

    /// <summary>Answers rows block by block, so that the features of a block stay in the processor's cache.</summary>
    private protected void InBlocks<T>(ReadOnlySpan<Row> rows, Span<T> into, Answering<T> answer)
    {
        if (into.Length < rows.Length)
            throw new ArgumentException($"There are {rows.Length} rows, and room for {into.Length} answers.", nameof(into));
        foreach (var row in rows)
            CheckFits(row);
        for (var start = 0; start < rows.Length; start += MostRows)
        {
            var count = Math.Min(MostRows, rows.Length - start);
            answer(rows.Slice(start, count), into.Slice(start, count));
        }
    }

    private protected abstract ModelFile Write(ModelFile file);

    /// <summary>Answers some rows, each into its place.</summary>
    private protected delegate void Answering<T>(ReadOnlySpan<Row> rows, Span<T> into);
}
