namespace MlFunctions.Infra.Tests;

public sealed class CompilationTests
{
    public static TheoryData<string> Files => [.. Bicep.Files("*.bicep"), .. Bicep.Files("*.bicepparam")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_compiles_without_a_warning(string file)
    {
        var (exitCode, _, diagnostics) = await Bicep.CompileAsync(file);
        Assert.Equal("", diagnostics);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_silences_no_rule_of_the_linter(string file) =>
        Assert.DoesNotContain("#disable", File.ReadAllText(Path.Combine(Bicep.Folder, file)), StringComparison.Ordinal);
}
