using System.Xml.Linq;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>What a project file asks for, whether the code uses it yet or not.</summary>
internal sealed record Project(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    /// <summary>The projects of functions/, by name.</summary>
    public static IReadOnlyList<Project> All { get; } = [.. Repository.Files("functions", ".csproj").Select(Read)];

    private static Project Read(string path)
    {
        var xml = XDocument.Parse(Repository.Text(path)).Root!;
        return new(
            Path.GetFileNameWithoutExtension(path),
            [.. Included("ProjectReference").Select(project => project.Split('/', '\\')[^1].Replace(".csproj", "", StringComparison.Ordinal)).Order()],
            [.. Included("PackageReference").Order()],
            [.. Included("FrameworkReference"), .. xml.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web" ? ["Microsoft.AspNetCore.App"] : Array.Empty<string>()]);

        IEnumerable<string> Included(string kind) => xml.Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();
    }
}
