using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.App.Edge;

/// <summary>One call of the API.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Verb">In lower case.</param>
/// <param name="Route">Without the prefix.</param>
/// <param name="NeedsKey">Whether a key is asked for.</param>
internal sealed partial record ApiCall(string Name, string Verb, string Route, bool NeedsKey)
{
    public IEnumerable<string> Parameters => Placeholder().Matches(Route).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\{\*?(\w+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>The HTTP functions as their attributes declare them, in the order of their routes.</summary>
internal static class ApiCalls
{
    public static IReadOnlyList<ApiCall> All { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetExportedTypes().SelectMany(t => t.GetMethods()).SelectMany(Calls)
            .OrderBy(c => c.Route, StringComparer.Ordinal).ThenBy(c => c.Verb, StringComparer.Ordinal),
    ];

    private static IEnumerable<ApiCall> Calls(MethodInfo method) =>
        from function in method.GetCustomAttributes<FunctionAttribute>()
        from parameter in method.GetParameters()
        from trigger in parameter.GetCustomAttributes<HttpTriggerAttribute>()
        from verb in trigger.Methods ?? []
        select new ApiCall(function.Name, verb, trigger.Route!, trigger.AuthLevel != AuthorizationLevel.Anonymous);
}
