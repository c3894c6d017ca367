using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Tasks;

/// <summary>A definition as the API shows it: the document, with the JSON Schema of its input.</summary>
internal static class TaskAnswer
{
    public static JsonNode Of(TaskDefinition task)
    {
        var answer = JsonSerializer.SerializeToNode(task, Json.Options)!;
        answer["input"] = InputSchema.Of(task);
        return answer;
    }
}
