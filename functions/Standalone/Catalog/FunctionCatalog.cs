using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Catalog;

/// <summary>The functions that an assembly declares, read from the same attributes as the Azure Functions worker reads.</summary>
public sealed class FunctionCatalog(Assembly assembly)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Function> All { get; } = [.. assembly.GetTypes()
        .SelectMany(type => type.GetMethods(Declared))
        .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
        .Where(function => function.Name is not null)
        .Select(function => Read(function.Name!, function.Method))
        .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];

    public IEnumerable<HttpFunction> Http => All.OfType<HttpFunction>();

    public IEnumerable<TimerFunction> Timers => All.OfType<TimerFunction>();

    private static Function Read(string name, MethodInfo method)
    {
        if (Trigger<HttpTriggerAttribute>(method) is { } http)
        {
            string[] verbs = [.. (http.Methods ?? []).Select(verb => verb.ToUpperInvariant())];
            return new HttpFunction(name, method, http.AuthLevel, verbs, (http.Route ?? name).Trim('/'));
        }
        if (Trigger<TimerTriggerAttribute>(method) is { } timer)
            return new TimerFunction(name, method, timer.Schedule, timer.RunOnStartup, timer.UseMonitor);
        throw new InvalidOperationException(
            $"Function {name} has no trigger: give {method.DeclaringType}.{method.Name} a parameter with [HttpTrigger] or [TimerTrigger].");
    }

    private static T? Trigger<T>(MethodInfo method)
        where T : Attribute =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).FirstOrDefault(trigger => trigger is not null);
}
