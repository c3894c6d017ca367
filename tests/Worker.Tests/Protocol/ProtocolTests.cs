using System.Reflection;
using Google.Protobuf.Reflection;
using MlFunctions.FunctionsHost.Protocol;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Protocol;

/// <summary>The played host's description of the messages is a part of the one in the worker package.</summary>
public sealed class ProtocolTests
{
    private static readonly FileDescriptor Ours = FunctionsReflection.Descriptor;

    private static readonly FileDescriptor Official = ReadOfficial();

    public static TheoryData<string> Messages => [.. Ours.MessageTypes.Select(message => message.Name)];

    public static TheoryData<string> Enums => [.. Ours.MessageTypes.SelectMany(message => message.EnumTypes).Select(type => type.FullName)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_field_has_the_name_number_and_type_of_the_protocol(string message)
    {
        var official = Fields(Official.MessageTypes.Single(type => type.Name == message));
        Assert.Subset(official, Fields(Ours.MessageTypes.Single(type => type.Name == message)));
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void An_enumeration_has_the_values_of_the_protocol(string type) => Assert.Equal(Values(Official, type), Values(Ours, type));

    [Fact]
    public void The_service_is_that_of_the_protocol() => Assert.Equal(Methods(Official), Methods(Ours));

    /// <summary>Its messages are internal, and its file is read from where the worker runs.</summary>
    private static FileDescriptor ReadOfficial()
    {
        var package = Assembly.LoadFrom(Path.Combine(BuiltWorker.Folder, "Microsoft.Azure.Functions.Worker.Grpc.dll"));
        var reflection = package.GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.FunctionRpcReflection", throwOnError: true)!;
        return (FileDescriptor)reflection.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }

    private static HashSet<string> Fields(MessageDescriptor message) => [.. message.Fields.InDeclarationOrder().Select(field =>
        $"{field.Name} = {field.FieldNumber}: {(field.IsMap ? $"map of {Type(field.MessageType.FindFieldByNumber(2))}" : field.IsRepeated ? $"many {Type(field)}" : Type(field))} in {field.ContainingOneof?.Name}")];

    private static string Type(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var type => type.ToString(),
    };

    private static IEnumerable<string> Values(FileDescriptor file, string type) => file.MessageTypes
        .SelectMany(message => message.EnumTypes)
        .Single(one => one.FullName == type).Values
        .Select(value => $"{value.Name} = {value.Number}");

    private static IEnumerable<string> Methods(FileDescriptor file) => file.Services.Single().Methods
        .Select(method => $"{method.FullName}({method.InputType.FullName} {method.IsClientStreaming}) {method.OutputType.FullName} {method.IsServerStreaming}");
}
