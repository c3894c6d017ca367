namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function and gives it the name that operators, logs and the portal know it by.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
