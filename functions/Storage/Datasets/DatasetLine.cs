using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Datasets;

/// <summary>What one line of a dataset's file is.</summary>
public abstract record DatasetLine(long Line);

/// <summary>A row to learn from.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Example">Its values.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
public sealed record UsableLine(long Line, Example Example, long Offset) : DatasetLine(Line);

/// <summary>A row that cannot be used, though the file is sound.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Reason">Why, in words that are the same for every such line.</param>
/// <param name="Text">The cell's text.</param>
public sealed record DroppedLine(long Line, string Reason, string Text) : DatasetLine(Line);

/// <summary>The place from which the file makes no sense.</summary>
public sealed record BrokenLine(long Line, FieldError Error) : DatasetLine(Line);
