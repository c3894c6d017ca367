using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>A method with <c>[Function]</c>, public or not, and its trigger as it is written.</summary>
internal sealed record DeclaredFunction(string Name, MethodInfo Method)
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Those of every project.</summary>
    public static IReadOnlyList<DeclaredFunction> All { get; } = [.. Code.Projects
        .SelectMany(project => Assembly.Load($"MlFunctions.{project}").GetTypes())
        .SelectMany(type => type.GetMethods(Any))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .Select(method => new DeclaredFunction(method.GetCustomAttribute<FunctionAttribute>()!.Name, method))
        .OrderBy(function => function.Name, StringComparer.Ordinal)];

    public static IEnumerable<DeclaredFunction> Http => All.Where(function => function.HttpTrigger is not null);

    public static IEnumerable<DeclaredFunction> Timers => All.Where(function => function.TimerTrigger is not null);

    public static DeclaredFunction Named(string name) => All.Single(function => function.Name == name);

    public Type Class => Method.DeclaringType!;

    public HttpTriggerAttribute? HttpTrigger => Parameters<HttpTriggerAttribute>().FirstOrDefault()?.GetCustomAttribute<HttpTriggerAttribute>();

    public TimerTriggerAttribute? TimerTrigger => Parameters<TimerTriggerAttribute>().FirstOrDefault()?.GetCustomAttribute<TimerTriggerAttribute>();

    /// <summary>The arguments in the brackets of <c>[HttpTrigger(…)]</c>, as far as they are given to its constructor.</summary>
    public IReadOnlyList<CustomAttributeTypedArgument> HttpArguments => [.. Parameters<HttpTriggerAttribute>().First()
        .CustomAttributes.Single(attribute => attribute.AttributeType == typeof(HttpTriggerAttribute)).ConstructorArguments];

    public IReadOnlyList<string> Verbs => HttpTrigger?.Methods ?? [];

    public Route Route => new(HttpTrigger?.Route ?? throw new InvalidOperationException($"{Name} has no route."));

    /// <summary>How the README names it: <c>GET /api/tasks</c>, or the schedule.</summary>
    public string Call => TimerTrigger?.Schedule ?? $"{string.Join(" ", Verbs).ToUpperInvariant()} /api/{HttpTrigger?.Route}";

    private IEnumerable<ParameterInfo> Parameters<T>()
        where T : Attribute => Method.GetParameters().Where(parameter => parameter.IsDefined(typeof(T)));
}
