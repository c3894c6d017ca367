using MlFunctions.Architecture.Tests.Reading;

namespace MlFunctions.Architecture.Tests;

/// <summary>Who may know whom. The project files are read beside the code, so that a reference is seen before it is used.</summary>
public sealed class ArrowTests
{
    /// <summary>The projects that each project refers to.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["App"] = ["Domain", "Learning", "Storage"],
        ["Demo"] = [],
        ["Domain"] = [],
        ["Hosting"] = ["App"],
        ["Learning"] = ["Domain"],
        ["Standalone"] = ["Demo", "Hosting"],
        ["Storage"] = ["Domain"],
        ["Worker"] = ["Hosting"],
    };

    public static TheoryData<string> Names => [.. Arrows.Keys];

    public static TheoryData<string> Compiled => [.. Code.Projects];

    [Fact]
    public void The_projects_are_those_of_the_arrows() => Assert.Equal(Arrows.Keys.Order(), Project.All.Select(project => project.Name).Order());

    [Fact]
    public void Every_project_is_read() => Assert.Equal(Arrows.Keys.Order(), Code.Projects);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_refers_to_its_arrows_alone(string name) =>
        Assert.Equal(Arrows[name], Project.All.Single(project => project.Name == name).Projects);

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Code_uses_what_its_arrows_reach_and_nothing_else(string name) => Assert.Empty(Code.Module(name).AssemblyReferences
        .Where(assembly => assembly.Name.StartsWith("MlFunctions.", StringComparison.Ordinal))
        .Select(assembly => assembly.Name["MlFunctions.".Length..])
        .Except(Reached(name)));

    /// <summary>Hosting sends telemetry there, as an identity.</summary>
    [Fact]
    public void Only_Storage_and_Hosting_name_Azure() => OnlyThese(["Hosting", "Storage"], "Azure");

    [Theory]
    [InlineData("Azure.Data")]
    [InlineData("Azure.Storage")]
    public void Only_Storage_names_Azures_storage(string family) => OnlyThese(["Storage"], family);

    [Fact]
    public void Only_Hosting_names_OpenTelemetry() => OnlyThese(["Hosting"], "OpenTelemetry");

    [Theory]
    [InlineData("MailKit")]
    [InlineData("MimeKit")]
    public void Only_App_sends_mail(string family) => OnlyThese(["App"], family);

    [Fact]
    public void Only_Learning_names_ML_NET() => OnlyThese(["Learning"], "Microsoft.ML");

    [Fact]
    public void Only_App_Hosting_and_the_hosts_name_ASP_NET() => OnlyThese(["App", "Hosting", "Standalone", "Worker"], "Microsoft.AspNetCore");

    /// <summary>The analyser is no part of what is built.</summary>
    [Fact]
    public void The_only_packages_of_Domain_are_for_numbers_and_time_zones() =>
        Assert.Equal(["MathNet.Numerics", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "NodaTime"], Project.All.Single(project => project.Name == "Domain").Packages);

    /// <summary>Packages and frameworks that are asked for, and types whose code names something of the family.</summary>
    private static void OnlyThese(string[] allowed, string family)
    {
        var asked = Project.All.Where(project => !allowed.Contains(project.Name)).SelectMany(project => project.Packages
            .Concat(project.Frameworks)
            .Where(name => name == family || name.StartsWith($"{family}.", StringComparison.Ordinal))
            .Select(name => $"{project.Name} refers to {name}"));
        var named = Code.Projects.Except(allowed).SelectMany(project => Code.Uses(project, $"{family}."));
        // The index sees the family where it may be named, so that an empty list means something.
        Assert.NotEmpty(allowed.Intersect(Code.Projects).SelectMany(project => Code.Uses(project, $"{family}.")));
        Violations.None($"Only {string.Join(", ", allowed)} may name {family}.", asked.Concat(named));
    }

    private static IEnumerable<string> Reached(string name) => Arrows[name].SelectMany(next => Reached(next).Prepend(next));
}
