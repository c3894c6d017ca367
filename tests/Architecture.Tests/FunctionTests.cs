using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Architecture.Tests.Reading;
using MlFunctions.Hosting;

namespace MlFunctions.Architecture.Tests;

/// <summary>What both hosts, and readers, take for granted of a function.</summary>
public sealed class FunctionTests
{
    /// <summary>Whoever adds to this list opens a door without a key.</summary>
    private static readonly string[] Anonymous = ["Health"];

    public static TheoryData<string> Names => [.. DeclaredFunction.All.Select(function => function.Name).Distinct()];

    [Fact]
    public void No_two_functions_have_one_name() => Violations.None("A function's name is its own, in upper and lower case.", DeclaredFunction.All
        .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Count() > 1)
        .Select(same => $"{same.Key} names {string.Join(" and ", same.Select(function => function.Class))}"));

    [Fact]
    public void The_anonymous_functions_are_these_alone() => Assert.Equal(Anonymous, DeclaredFunction.Http
        .Where(function => function.HttpTrigger!.AuthLevel == AuthorizationLevel.Anonymous)
        .Select(function => function.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_class_is_public_and_sealed_and_where_the_hosts_look(string name)
    {
        var type = DeclaredFunction.Named(name).Class;
        Assert.True(type is { IsPublic: true, IsSealed: true, IsAbstract: false }, $"{type} must be public and sealed, and not nested.");
        Assert.Equal(ServiceRegistration.Functions, type.Assembly);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_class_is_named_after_it(string name) => Assert.Equal($"{name}Function", DeclaredFunction.Named(name).Class.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_is_the_one_public_method_of_its_class(string name)
    {
        var function = DeclaredFunction.Named(name);
        var declared = function.Class.GetMethods().Where(method => method.DeclaringType != typeof(object));
        Assert.Equal(["Run"], declared.Select(method => method.Name));
        Assert.Equal("Run", function.Method.Name);
        Assert.True(function.Method is { IsPublic: true, IsStatic: false }, $"{function.Class}.Run must be public and not static.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_one_trigger(string name)
    {
        var function = DeclaredFunction.Named(name);
        Assert.Single(function.Method.GetParameters(), parameter =>
            parameter.IsDefined(typeof(HttpTriggerAttribute), false) || parameter.IsDefined(typeof(TimerTriggerAttribute), false));
    }

    /// <summary>Both hosts execute an IResult; of a plain object the Functions host makes an empty 200.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void HTTP_gives_a_result_and_a_timer_nothing(string name)
    {
        var function = DeclaredFunction.Named(name);
        Assert.Equal(function.HttpTrigger is not null ? typeof(Task<IResult>) : typeof(Task), function.Method.ReturnType);
    }
}
