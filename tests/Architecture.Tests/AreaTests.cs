using MlFunctions.Architecture.Tests.Reading;

namespace MlFunctions.Architecture.Tests;

/// <summary>The areas are the same in every ring, and each uses only those before it.</summary>
public sealed class AreaTests
{
    private static readonly string[] Areas =
        ["Kernel", "Statistics", "Metrics", "Tasks", "Audit", "Datasets", "Serving", "Models", "Monitoring", "Rollout", "Incidents", "Edge"];

    /// <summary>What App composes of areas that come later, and why.</summary>
    private static readonly Dictionary<(string From, string To), string> Forward = new()
    {
        [("Serving.Predictions", "Monitoring.Metrics")] = "A call is counted while it is answered.",
        [("Serving.Outcomes", "Monitoring.Metrics")] = "An outcome is counted while it is taken.",
        [("Monitoring.Alarms", "Incidents.Tickets")] = "An alarm that fires opens a ticket.",
        [("Rollout.Deployments", "Incidents.Tickets")] = "A rollback is noted on the tickets that it answers; a forced promotion opens one.",
        [("Rollout.Retraining", "Incidents.Tickets")] = "The end of a retraining is noted on the ticket that it answers.",
        [("Rollout.Stages", "Incidents.Tickets")] = "A change of stage is noted on the ticket that it answers.",
    };

    public static TheoryData<string> Rings => ["App", "Domain", "Storage"];

    public static TheoryData<string> Projects => [.. Project.All.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_ring_has_no_folder_beside_its_areas(string ring) => Violations.None(
        $"Every file of {ring} belongs to an area: {string.Join(", ", Areas)}.",
        Repository.Files($"functions/{ring}", ".cs").Where(file => !Areas.Contains(file.Split('/')[2])));

    [Theory]
    [MemberData(nameof(Rings))]
    public void Tests_have_the_areas_of_their_ring(string ring) => Violations.None(
        "Tests of a ring lie in the areas of what they test; what several tests share may lie beside them.",
        Repository.Files($"tests/{ring}.Tests", "Tests.cs").Where(file => !Areas.Append("Upgrades").Contains(file.Split('/')[2])));

    [Theory]
    [MemberData(nameof(Rings))]
    public void An_area_uses_those_before_it_alone(string ring)
    {
        IEnumerable<(string, string)> allowed = ring == "App" ? Forward.Keys : [];
        Violations.None($"In {ring} an area uses only those before it.", Ahead(ring).ExceptBy(allowed, use => (use.From, use.To)).Select(use => $"{use.From} uses {use.To}: {use.Where}"));
    }

    [Fact]
    public void Every_exception_is_used() => Assert.Empty(Forward.Keys.Except(Ahead("App").Select(use => (use.From, use.To))));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_use_each_other_in_no_circle(string project) =>
        Violations.None("No namespace may use, through others, one that uses it.", Namespaces.Circles(Namespaces.Uses(project)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_is_a_namespace(string project) => Violations.None(
        "A file declares the namespace of its folder.",
        Repository.Files($"functions/{project}", ".cs").Where(file => Namespaces.Declared(Repository.Text(file)) is { } declared
            && declared != $"MlFunctions.{string.Join('.', file.Split('/')[1..^1])}"));

    [Fact]
    public void A_name_means_one_type() => Violations.None(
        "Two types of functions/ have one name: give one of them another.",
        Code.Projects.SelectMany(project => Code.Module(project).Types)
            .Where(type => type.Namespace.StartsWith("MlFunctions.", StringComparison.Ordinal) && char.IsLetter(type.Name[0]))
            .GroupBy(type => type.Name)
            .Where(types => types.Select(type => type.Namespace).Distinct().Count() > 1)
            .Select(types => $"{types.Key}: {string.Join(", ", types.Select(type => type.Namespace))}"));

    private static IEnumerable<NamespaceUse> Ahead(string ring) => Namespaces.Uses(ring).Where(use => Place(use.To) > Place(use.From));

    private static int Place(string name) => Array.IndexOf(Areas, name.Split('.')[0]);
}
