using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>Reads the JSON input of one prediction, and names every field that the task does not take.</summary>
public abstract class InputReader
{
    /// <summary>The reader of a task's inputs.</summary>
    /// <param name="kind">What is predicted.</param>
    /// <param name="columns">The columns that the model was trained with, or the task's where there is no model yet.</param>
    /// <param name="group">Of a ranking task: the column that belongs to the request.</param>
    public static InputReader Of(TaskKind kind, IReadOnlyList<Column> columns, string? group) =>
        kind == TaskKind.Ranking ? new ProductsReader(columns, group) : new SingleReader(columns);

    /// <summary>Reads the object that <paramref name="reader"/> stands on, to its end.</summary>
    /// <param name="reader">On the start of the input's object, in the bytes of <paramref name="body"/>.</param>
    /// <param name="body">The whole body, of which the input keeps its part for the log.</param>
    /// <param name="pointer">The input's JSON pointer, for the errors.</param>
    /// <param name="errors">Takes a line for each field that is wrong.</param>
    /// <exception cref="JsonException">The JSON itself is broken.</exception>
    public abstract PredictionInput Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string pointer, ICollection<FieldError> errors);

    /// <summary>The input of a regression or binary task: one row.</summary>
    private sealed class SingleReader(IReadOnlyList<Column> columns) : InputReader
    {
        private readonly RowReader fields = new(columns, _ => true);

        public override PredictionInput Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string pointer, ICollection<FieldError> errors)
        {
            var start = (int)reader.TokenStartIndex;
            var row = Row.Empty(columns);
            fields.Read(ref reader, row, pointer, errors);
            return new PredictionInput([row], [], body[start..(int)reader.BytesConsumed]);
        }
    }
}
