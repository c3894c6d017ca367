using MlFunctions.Architecture.Tests.Reading;

namespace MlFunctions.Architecture.Tests;

/// <summary>What the README says that there is: <c>| function | call | does |</c>, with <c>POST /api/tasks</c> or <c>%TrainingSchedule%</c> as the call.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Declared = [.. DeclaredFunction.All.Select(function => $"| {function.Name} | {function.Call} |")];

    private static readonly string[] Rows = [.. MarkdownTable.Rows("README.md", "function").Select(row => $"| {row[0]} | {row[1]} |")];

    [Fact]
    public void Every_function_has_its_row() => Violations.None("The README's table of functions lacks these rows.", Declared.Except(Rows));

    [Fact]
    public void Every_row_has_its_function() => Violations.None("The README's table of functions has rows of what is not there.", Rows.Except(Declared));
}
