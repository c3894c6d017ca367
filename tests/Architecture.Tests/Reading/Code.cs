using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>A name that code uses: of a type (<c>System.Random</c>) or a member (<c>System.Random..ctor(System.Int32)</c>), and where.</summary>
internal sealed record Use(string Where, string Name);

/// <summary>The compiled functions, read with Mono.Cecil: signatures and method bodies, those that the compiler made of lambdas and awaits too.</summary>
internal static class Code
{
    private const string Prefix = "MlFunctions.";

    private static readonly Dictionary<string, ModuleDefinition> Modules = Directory
        .EnumerateFiles(AppContext.BaseDirectory, $"{Prefix}*.dll")
        .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)[Prefix.Length..], ModuleDefinition.ReadModule);

    private static readonly Dictionary<string, Lazy<Use[]>> Index = Modules.Keys.ToDictionary(project => project, project => new Lazy<Use[]>(() => [.. Read(project)]));

    /// <summary>The projects of functions/ that have code in this build.</summary>
    public static IEnumerable<string> Projects => Modules.Keys.Order(StringComparer.Ordinal);

    public static ModuleDefinition Module(string project) => Modules[project];

    public static IEnumerable<MethodDefinition> Methods(string project) => Module(project).GetAllTypes().SelectMany(type => type.Methods);

    /// <summary>Everything that a project names, with each place once. A project is read once in a run, because reading takes seconds.</summary>
    public static IReadOnlyList<Use> Uses(string project) => Index[project].Value;

    /// <summary>The uses of names that begin so, as sentences.</summary>
    public static IEnumerable<string> Uses(string project, params string[] beginnings) => Uses(project)
        .Where(use => beginnings.Any(beginning => use.Name.StartsWith(beginning, StringComparison.Ordinal)))
        .Select(use => $"{use.Where} uses {use.Name}");

    private static IEnumerable<Use> Read(string project) => Module(project).GetAllTypes()
        .SelectMany(type => OfType(type).Select(name => new Use(type.FullName, name)))
        .Concat(Methods(project).SelectMany(method => OfMethod(method).Select(name => new Use($"{method.DeclaringType.FullName}.{method.Name}", name))))
        .Distinct();

    private static IEnumerable<string> OfType(TypeDefinition type) => type.Fields.Select(field => field.FieldType)
        .Concat(type.Interfaces.Select(implemented => implemented.InterfaceType))
        .Append(type.BaseType)
        .SelectMany(Names)
        .Concat(OfParameters(type))
        .Concat(new IEnumerable<ICustomAttributeProvider>[] { [type], type.Fields, type.Properties, type.Events }.SelectMany(members => members.SelectMany(OfAttributes)));

    private static IEnumerable<string> OfMethod(MethodDefinition method)
    {
        var signature = method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).SelectMany(Names)
            .Concat(OfParameters(method))
            .Concat(method.Parameters.Append<ICustomAttributeProvider>(method).SelectMany(OfAttributes));
        return method.HasBody
            ? signature
                .Concat(method.Body.Variables.SelectMany(variable => Names(variable.VariableType)))
                .Concat(method.Body.Instructions.SelectMany(instruction => Names(instruction.Operand)))
            : signature;
    }

    private static IEnumerable<string> OfParameters(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).SelectMany(constraint => Names(constraint.ConstraintType));

    private static IEnumerable<string> OfAttributes(ICustomAttributeProvider member) => member.CustomAttributes
        .SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value).Prepend(attribute.AttributeType))
        .SelectMany(Names);

    private static IEnumerable<string> Names(object? operand) => operand switch
    {
        GenericInstanceType type => type.GenericArguments.SelectMany(Names).Concat(Names(type.ElementType)),
        TypeSpecification type => Names(type.ElementType),
        GenericParameter => [],
        TypeReference type => [type.FullName],
        GenericInstanceMethod method => method.GenericArguments.SelectMany(Names).Concat(Names(method.ElementMethod)),
        // What the compiler makes of yield return asks which thread it is on.
        MethodReference { Name: "get_CurrentManagedThreadId" } => [],
        MethodReference method => Names(method.DeclaringType)
            .Concat(method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).SelectMany(Names))
            .Append($"{method.DeclaringType.GetElementType().FullName}.{method.Name}({string.Join(", ", method.Parameters.Select(p => p.ParameterType.FullName))})"),
        FieldReference field => Names(field.DeclaringType).Concat(Names(field.FieldType)).Append($"{field.DeclaringType.FullName}.{field.Name}"),
        _ => [],
    };
}
