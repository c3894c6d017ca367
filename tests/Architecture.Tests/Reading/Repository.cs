using System.Reflection;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>The files that the code is built from.</summary>
internal static class Repository
{
    private static readonly string[] Output = ["bin", "obj"];

    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Root").Value!);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files below a folder whose names end so, from the root and with forward slashes; build output is left out.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && !file.Split('/').Intersect(Output).Any())
        .Order(StringComparer.Ordinal);
}
