using System.Text.RegularExpressions;

namespace MlFunctions.Infra.Tests;

public sealed partial class CompilationTests(WithTheCompiledTemplate azure)
{
    public static TheoryData<string> Files => [.. Bicep.Files("*.bicep"), .. Bicep.Files("*.bicepparam")];

    [Fact]
    public void The_templates_and_their_parameters_compile_without_a_warning() => Assert.Equal(("", 0), azure.Compilation);

    [Fact]
    public void Every_template_is_part_of_the_compilation()
    {
        var main = File.ReadAllText(Path.Combine(Bicep.Folder, "main.bicep"));
        var modules = Module().Matches(main).Select(match => match.Groups[1].Value).Append("main.bicep").Order();

        Assert.Equal(Bicep.Files("*.bicep"), modules);
        Assert.Equal(["main.bicepparam"], Bicep.Files("*.bicepparam"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_silences_no_rule_of_the_linter(string file) =>
        Assert.DoesNotContain("#disable", File.ReadAllText(Path.Combine(Bicep.Folder, file)), StringComparison.Ordinal);

    [GeneratedRegex(@"^module \w+ '([\w/.]+)'", RegexOptions.Multiline)]
    private static partial Regex Module();
}
