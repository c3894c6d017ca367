using System.IO.Enumeration;
using System.Text.RegularExpressions;
using MlFunctions.Architecture.Tests.Reading;

namespace MlFunctions.Architecture.Tests;

/// <summary>Where things are, and what no file may hold.</summary>
public sealed partial class RepositoryTests
{
    private const int LongestFile = 200;

    [Fact]
    public void The_top_level_holds_three_folders_and_three_files()
    {
        string[] ignored = [.. Repository.Text(".gitignore").Split('\n').Select(line => line.Trim().TrimEnd('/')).Where(line => line.Length > 0)];
        var found = new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos().Select(entry => entry.Name)
            .Where(name => !name.StartsWith('.') && !ignored.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name)));
        Assert.Equal(["MlFunctions.sln", "README.md", "functions", "host.json", "infra", "tests"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_solution_has_every_project() => Assert.Equal(
        Repository.Files("functions", ".csproj").Concat(Repository.Files("tests", ".csproj")).Order(StringComparer.Ordinal),
        InTheSolution().Matches(Repository.Text("MlFunctions.sln")).Select(match => match.Groups[1].Value.Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Fact]
    public void No_source_is_conditional_folded_or_unfinished() => Violations.None("Finish it, or open an issue.",
        from file in new[] { "functions", "tests", "infra" }.SelectMany(folder => Repository.Files(folder, ".cs", ".csproj", ".props", ".targets", ".bicep"))
        where !file.EndsWith($"/{nameof(RepositoryTests)}.cs", StringComparison.Ordinal)
        from found in Unwanted().Matches(Repository.Text(file))
        select $"{file} has {found.Value.Trim()}");

    [Fact]
    public void No_source_of_the_functions_is_longer_than_two_rooms() => Violations.None($"Over {LongestFile} lines there are two things in one file.",
        from file in Repository.Files("functions", ".cs")
        let lines = File.ReadLines(Path.Combine(Repository.Root, file)).Count()
        where lines > LongestFile
        select $"{file} has {lines} lines");

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex InTheSolution();

    [GeneratedRegex(@"^\s*#(if|region)\b|\bTODO\b|\bNotImplementedException\b", RegexOptions.Multiline)]
    private static partial Regex Unwanted();
}
