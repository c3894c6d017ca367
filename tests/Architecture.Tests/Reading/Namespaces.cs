using System.Text.RegularExpressions;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>One namespace of a project uses another of it.</summary>
/// <param name="From">The namespace below the project's, such as <c>Incidents.Tickets</c>.</param>
/// <param name="To">The same of what it uses.</param>
/// <param name="Where">One place.</param>
internal sealed record NamespaceUse(string From, string To, string Where);

/// <summary>The namespaces of a project and what they use of each other: from compiled code, and from using directives, because constants leave no trace in compiled code.</summary>
internal static partial class Namespaces
{
    /// <summary>Of a project, each pair once.</summary>
    public static IReadOnlyList<NamespaceUse> Uses(string project)
    {
        var root = $"MlFunctions.{project}";
        var all = Repository.Files($"functions/{project}", ".cs").Select(file => Declared(Repository.Text(file))).OfType<string>().Distinct().OrderByDescending(name => name.Length).ToArray();
        var compiled = Code.Uses(project).Select(use => (From: Of(use.Where), To: Of(use.Name), use.Where));
        var written = Repository.Files($"functions/{project}", ".cs").SelectMany(file =>
            Using().Matches(Repository.Text(file)).Select(match => (From: Declared(Repository.Text(file)), To: (string?)match.Groups[1].Value, Where: file)));
        return [.. compiled.Concat(written)
            .Where(use => use.From is not null && use.To is not null && use.From != use.To && use.To.StartsWith(root, StringComparison.Ordinal))
            .DistinctBy(use => (use.From, use.To))
            .Select(use => new NamespaceUse(Below(use.From!), Below(use.To!), use.Where))];

        string? Of(string name) => all.FirstOrDefault(one => name.StartsWith($"{one}.", StringComparison.Ordinal));

        string Below(string name) => name.Length == root.Length ? "" : name[(root.Length + 1)..];
    }

    /// <summary>The namespace that a file declares; null for a file without one.</summary>
    public static string? Declared(string text) => Declaration().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The namespaces that reach themselves, each with the next on the way.</summary>
    public static IEnumerable<string> Circles(IReadOnlyList<NamespaceUse> uses)
    {
        var next = uses.ToLookup(use => use.From, use => use.To);
        foreach (var use in uses)
        {
            var (seen, open) = (new HashSet<string>(), new Stack<string>([use.To]));
            while (open.TryPop(out var one))
            {
                if (seen.Add(one))
                    next[one].ToList().ForEach(open.Push);
            }

            if (seen.Contains(use.From))
                yield return $"{use.From} uses {use.To}, which uses {use.From} in the end: {use.Where}";
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^using (?:static )?(MlFunctions[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
