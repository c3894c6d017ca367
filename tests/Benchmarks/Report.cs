using System.Globalization;

namespace MlFunctions.Benchmarks;

/// <summary>What a benchmark found.</summary>
/// <param name="Table">All of it.</param>
/// <param name="Figures">The few that a README gives.</param>
/// <param name="Holds">Whether everything that was promised held; how long something took is no promise.</param>
internal sealed record Report(MarkdownTable Table, IReadOnlyList<Figure> Figures, bool Holds = true)
{
    /// <summary>Sentences under the table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Prints it; the exit code.</summary>
    public int Tell()
    {
        Console.WriteLine($"\n{string.Join("\n\n", [Table.ToString(), .. Notes])}\n\nLoad, servers and Azurite on one machine: {Machine.Description}.");
        return Holds ? 0 : 1;
    }

    /// <summary>A number as a table has it.</summary>
    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>One line of a README's table.</summary>
/// <param name="What">Is measured.</param>
/// <param name="Value">What it came to.</param>
internal sealed record Figure(string What, string Value);
