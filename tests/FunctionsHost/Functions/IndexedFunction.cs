using System.Text.Json;
using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost.Functions;

/// <summary>A function as the worker has announced it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">The worker's id of it.</param>
/// <param name="EntryPoint">The method, with its class.</param>
/// <param name="Trigger">The trigger's binding, as JSON.</param>
/// <param name="Kind">The trigger's type, such as <c>httpTrigger</c>.</param>
/// <param name="Parameter">The parameter that the trigger is bound to.</param>
public sealed record IndexedFunction(string Name, string Id, string EntryPoint, JsonElement Trigger, string Kind, string Parameter)
{
    public bool IsHttp => Kind.Equals("httpTrigger", StringComparison.OrdinalIgnoreCase);

    public bool IsTimer => Kind.Equals("timerTrigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>The route below the prefix of host.json.</summary>
    public string Route => Text("route") ?? Name;

    /// <summary>Which key a caller needs.</summary>
    public string? Level => Text("authLevel");

    /// <summary>The verbs as they are declared; none for all.</summary>
    public IReadOnlyList<string> Methods => Trigger.TryGetProperty("methods", out var methods) ? [.. methods.EnumerateArray().Select(method => method.GetString()!)] : [];

    /// <summary>A timer's schedule as it is declared.</summary>
    public string? Schedule => Text("schedule");

    internal static IndexedFunction Of(RpcFunctionMetadata metadata)
    {
        var trigger = metadata.RawBindings.Select(binding => JsonElement.Parse(binding)).Single(binding => Type(binding).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        return new(metadata.Name, metadata.FunctionId, metadata.EntryPoint, trigger, Type(trigger), trigger.GetProperty("name").GetString()!);
    }

    private static string Type(JsonElement binding) => binding.GetProperty("type").GetString()!;

    private string? Text(string name) => Trigger.TryGetProperty(name, out var value) ? value.GetString() : null;
}
