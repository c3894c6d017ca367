using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Architecture.Tests.Reading;

namespace MlFunctions.Architecture.Tests;

/// <summary>What an HTTP trigger must write down, because the hosts' defaults differ or are open, and how the Functions host tells routes apart.</summary>
public sealed class RouteTests
{
    private static readonly HashSet<string> Verbs = ["get", "put", "post", "patch", "delete", "head"];

    public static TheoryData<string> Names => [.. DeclaredFunction.Http.Select(function => function.Name)];

    /// <summary>Verbs without a level would leave the function open to everybody.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_level_is_written(string name) =>
        Assert.Contains(DeclaredFunction.Named(name).HttpArguments, argument => argument.ArgumentType == typeof(AuthorizationLevel));

    [Theory]
    [MemberData(nameof(Names))]
    public void One_verb_is_written_in_lower_case(string name)
    {
        var written = DeclaredFunction.Named(name).HttpArguments.Select(argument => argument.Value).OfType<IReadOnlyCollection<CustomAttributeTypedArgument>>();
        Assert.Contains(Assert.Single(written.SelectMany(verbs => verbs)).Value as string ?? "", Verbs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_route_is_written_without_a_slash_around_it(string name)
    {
        var route = DeclaredFunction.Named(name).HttpTrigger!.Route;
        Assert.False(string.IsNullOrEmpty(route), $"{name} has no route.");
        Assert.Equal(route!.Trim('/'), route);
    }

    /// <summary>The Functions host keeps admin/ for itself.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_route_begins_with_a_word_that_is_not_admin(string name)
    {
        var beginning = DeclaredFunction.Named(name).Route.Beginning;
        Assert.NotNull(beginning);
        Assert.False(beginning.StartsWith("admin", StringComparison.OrdinalIgnoreCase), $"{name} begins with {beginning}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stands_in_the_route_is_what_Run_takes(string name)
    {
        var function = DeclaredFunction.Named(name);
        var taken = function.Method.GetParameters()
            .Where(parameter => !parameter.IsDefined(typeof(HttpTriggerAttribute), false))
            .Where(parameter => parameter.ParameterType != typeof(CancellationToken) && parameter.ParameterType != typeof(HttpRequest));
        Assert.Equal(function.Route.Parameters.Order(), taken.Select(parameter => parameter.Name!).Order());
    }

    [Fact]
    public void No_path_fits_two_functions() => Violations.None(
        "The Functions host would answer with the one whose name comes first.",
        from one in DeclaredFunction.Http
        from two in DeclaredFunction.Http
        where string.CompareOrdinal(one.Name, two.Name) < 0
            && one.Verbs.Intersect(two.Verbs, StringComparer.OrdinalIgnoreCase).Any()
            && one.Route.Overlaps(two.Route)
        select $"{one.Name} ({one.Call}) and {two.Name} ({two.Call})");

    [Theory]
    [InlineData("tasks", "Tasks", true)]
    [InlineData("tasks", "models", false)]
    [InlineData("tasks/{task}", "tasks/latest", true)]
    [InlineData("tasks/{task:int}", "tasks/latest", true)]
    [InlineData("tasks/{task}", "tasks/{task}/models", false)]
    [InlineData("tasks/{task}/models", "tasks/{name}/datasets", false)]
    [InlineData("tasks/{task}/{noun}", "tasks/{name}/datasets", true)]
    [InlineData("tasks/{task}", "{noun}/latest", true)]
    [InlineData("tasks/{task?}", "tasks", true)]
    [InlineData("tasks/{task?}", "tasks/{task}/models", false)]
    [InlineData("page/{*path}", "page", true)]
    [InlineData("page/{*path}", "page/a/b/c", true)]
    [InlineData("page/{*path}", "pages/a", false)]
    public void A_parameter_fits_every_segment(string one, string two, bool overlap)
    {
        Assert.Equal(overlap, new Route(one).Overlaps(new Route(two)));
        Assert.Equal(overlap, new Route(two).Overlaps(new Route(one)));
    }
}
