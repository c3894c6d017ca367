using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Catalog;

/// <summary>A method that a host calls, and the name that both hosts know it by.</summary>
public abstract record Function(string Name, MethodInfo Method)
{
    /// <summary>The function class; both hosts take its instances from the services.</summary>
    public Type Class => Method.DeclaringType!;
}

/// <summary>A function that answers HTTP.</summary>
/// <param name="Level">Who may call it.</param>
/// <param name="Verbs">In upper case; none for all.</param>
/// <param name="Route">Without the prefix of host.json.</param>
public sealed record HttpFunction(string Name, MethodInfo Method, AuthorizationLevel Level, IReadOnlyList<string> Verbs, string Route)
    : Function(Name, Method);

/// <summary>A function that a timer fires.</summary>
/// <param name="Schedule">As declared: <c>%Setting%</c>, or six-field NCRONTAB.</param>
/// <param name="RunOnStartup">Whether it also fires once when this host begins to own it.</param>
/// <param name="UseMonitor">Whether an occurrence that no host was there to fire is made up for.</param>
public sealed record TimerFunction(string Name, MethodInfo Method, string Schedule, bool RunOnStartup, bool UseMonitor)
    : Function(Name, Method);
