using System.Diagnostics;

namespace MlFunctions.Infra.Tests.Deployment;

/// <summary>Every failure ends with a sentence that says what to do, and nothing follows it.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly DeployScript deploy = new();

    [Theory]
    [InlineData("az version", "Install it again")]
    [InlineData("az account show", "Run: az login")]
    [InlineData("dotnet publish", "Correct the errors above; nothing in Azure was changed.")]
    [InlineData("dotnet msbuild", "Check that the disk has room; nothing in Azure was changed.")]
    [InlineData("az group exists", "Check that you may read it in the subscription A subscription's name (az account set).")]
    [InlineData("az group create", "Check the region (az account list-locations)")]
    [InlineData("az deployment group create", "Correct what the message above names, and run this again.")]
    [InlineData("az functionapp deployment", "run this again in some minutes")]
    [InlineData("curl", "read why it does not start")]
    public async Task A_step_that_fails_is_the_last_one(string step, string sentence)
    {
        var (exitCode, _, errors) = await deploy.Failing(step).RunAsync("--resource-group", "mlfunctions", "--location", "westeurope");

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, LastLine(errors), StringComparison.Ordinal);
        Assert.StartsWith(step, string.Join(' ', deploy.Calls[^1]), StringComparison.Ordinal);
        Assert.Empty(deploy.Left);
    }

    [Fact]
    public async Task A_what_if_that_fails_is_the_last_step()
    {
        var (exitCode, _, errors) = await deploy.WithTheResourceGroup().Failing("az deployment group what-if").RunAsync("--resource-group", "mlfunctions", "--what-if");

        Assert.Equal(1, exitCode);
        Assert.EndsWith("Nothing in Azure was changed.", LastLine(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Name the resource group: --resource-group NAME.")]
    [InlineData("--resource-group", "--resource-group needs a value.")]
    [InlineData("--resource-group=", "--resource-group= is not an option.")]
    [InlineData("--resource-group|", "--resource-group has an empty value.")]
    [InlineData("--resource-group|g|--verbose", "--verbose is not an option.")]
    [InlineData("--resource-group|g|extra", "extra is not an option.")]
    [InlineData("--resource-group|g|--package|missing.zip", "There is no package missing.zip.")]
    [InlineData("--resource-group|g|--parameters|missing.json", "There is no parameters file missing.json.")]
    [InlineData("--resource-group|g|--parameters|pace", "--parameters pace is neither")]
    [InlineData("--resource-group|g|--parameters|smtpServer=smtp://u:p@h:1", "smtpServer is a secret")]
    [InlineData("--resource-group|g|--parameters|secrets={}", "secrets is a secret")]
    public async Task Wrong_options_are_refused_before_any_call(string options, string sentence)
    {
        var (exitCode, _, errors) = await deploy.RunAsync(options.Length == 0 ? [] : options.Split('|'));

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, LastLine(errors), StringComparison.Ordinal);
        Assert.Empty(deploy.Calls);
    }

    [Fact]
    public async Task Two_parameters_files_and_a_package_to_keep_that_is_not_built_are_refused()
    {
        var file = deploy.FileNamed("a.json");
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);

        var (_, _, twoFiles) = await deploy.RunAsync("--resource-group", "g", "--parameters", file, "--parameters", file);
        var (_, _, keptAndGiven) = await deploy.RunAsync("--resource-group", "g", "--package", file, "--save", "b.zip");

        Assert.Contains("Put both into one file.", LastLine(twoFiles), StringComparison.Ordinal);
        Assert.Contains("Leave one of them out.", LastLine(keptAndGiven), StringComparison.Ordinal);
        Assert.Empty(deploy.Calls);
    }

    [Theory]
    [InlineData("az", "The Azure CLI (az) is not installed.")]
    [InlineData("curl", "curl is not installed.")]
    [InlineData("dotnet", "The .NET SDK (dotnet) is not installed.")]
    public async Task A_missing_tool_is_named(string tool, string sentence)
    {
        var (exitCode, _, errors) = await deploy.Without(tool).RunAsync("--resource-group", "g");

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, LastLine(errors), StringComparison.Ordinal);
        Assert.Empty(deploy.Calls);
    }

    [Fact]
    public async Task A_first_deployment_without_a_region_is_refused_before_Azure_is_changed()
    {
        var (exitCode, _, errors) = await deploy.RunAsync("--resource-group", "g");

        Assert.Equal(1, exitCode);
        Assert.Contains("Say where to create it: --location REGION", LastLine(errors), StringComparison.Ordinal);
        Assert.Equal("az group exists --name g", string.Join(' ', deploy.Calls[^1]));
    }

    [Theory]
    [InlineData("2.59.0", 1)]
    [InlineData("2.9.1", 1)]
    [InlineData("2.60.0", 0)]
    [InlineData("2.101.0", 0)]
    public async Task An_old_Azure_CLI_is_refused(string version, int expected)
    {
        deploy.Environment["AZ_VERSION"] = version;

        var (exitCode, _, errors) = await deploy.WithTheResourceGroup().RunAsync("--resource-group", "g", "--what-if");

        Assert.Equal(expected, exitCode);
        Assert.Equal(expected == 1, errors.Contains("Run: az upgrade", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (exitCode, output, _) = await deploy.RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.All(
            ["--resource-group", "--location", "--name", "--parameters", "--package", "--save", "--what-if", "MLFUNCTIONS_SMTP_SERVER", "MLFUNCTIONS_SECRETS", "MLFUNCTIONS_SECRET_HOSTS", "MLFUNCTIONS_PARAMETERS"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_script_has_no_finding_of_shellcheck()
    {
        const string ShellCheck = "/usr/bin/shellcheck";
        Assert.SkipUnless(File.Exists(ShellCheck), "shellcheck is not installed.");
        using var check = Process.Start(new ProcessStartInfo(ShellCheck, [DeployScript.Script]) { RedirectStandardOutput = true })!;

        Assert.Equal("", await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, check.ExitCode);
    }

    public void Dispose() => deploy.Dispose();

    private static string LastLine(string text) => text.TrimEnd('\n').Split('\n')[^1];
}
