using System.Buffers;
using System.Text.Json;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Predictions;

/// <summary>What a model answers, as the wire and the log have it.</summary>
public static class Output
{
    /// <summary><c>{ "minutes": 38.2, "p10": 27.9, "p90": 55.1 }</c>, the first by the name that the task gives its output.</summary>
    public static ReadOnlyMemory<byte> Write(TaskDefinition task, Estimate estimate)
    {
        var buffer = new ArrayBufferWriter<byte>(96);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(task.Output, estimate.Value);
            json.WriteNumber("p10"u8, estimate.P10);
            json.WriteNumber("p90"u8, estimate.P90);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
