namespace MlFunctions.Infra.Tests.Deployment;

public sealed class DeployTests : IDisposable
{
    private const string Group = "mlfunctions";

    private readonly DeployScript deploy = new();

    private static string Worker => Path.GetFullPath(Path.Combine(Bicep.Folder, "..", "functions", "Worker"));

    private static string DefaultParameters => Path.Combine(Bicep.Folder, "main.bicepparam");

    [Fact]
    public async Task A_first_deployment_builds_creates_deploys_publishes_and_waits()
    {
        var (exitCode, output, errors) = await deploy.RunAsync("--resource-group", Group, "--location", "westeurope");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Collection(
            deploy.Calls,
            call => Assert.Equal(["az", "version", "--query", "\"azure-cli\"", "--output", "tsv"], call),
            call => Assert.Equal(["az", "account", "show", "--query", "name", "--output", "tsv"], call),
            call => Assert.Equal(["az", "group", "exists", "--name", Group], call),
            call =>
            {
                Assert.Equal(["dotnet", "publish", Worker, "--configuration", "Release", "--output"], call[..6]);
                Assert.EndsWith("/worker", call[6], StringComparison.Ordinal);
            },
            call =>
            {
                Assert.Equal(["dotnet", "msbuild", Path.Combine(Bicep.Folder, "package.proj")], call[..3]);
                Assert.EndsWith("/worker.zip", call[^1], StringComparison.Ordinal);
            },
            call => Assert.Equal(["az", "group", "create", "--name", Group, "--location", "westeurope", "--output", "none"], call),
            call => Assert.Equal(
                ["az", "deployment", "group", "create", "--resource-group", Group, "--name", "mlfunctions", "--parameters", DefaultParameters, "--query"], call[..11]),
            call =>
            {
                Assert.Equal(["az", "functionapp", "deployment", "source", "config-zip", "--resource-group", Group, "--name", DeployScript.App, "--src"], call[..10]);
                Assert.EndsWith("/worker.zip", call[10], StringComparison.Ordinal);
            },
            call => Assert.Equal(["curl", $"{DeployScript.Address}/api/health"], [call[0], call[^1]]));
        Assert.Contains(DeployScript.Address, output, StringComparison.Ordinal);
        Assert.Contains($"az functionapp keys list --resource-group '{Group}' --name {DeployScript.App}", output, StringComparison.Ordinal);
        Assert.Empty(deploy.Left);
    }

    [Fact]
    public async Task A_second_deployment_makes_the_same_calls_but_creates_no_group()
    {
        await deploy.RunAsync("--resource-group", Group, "--location", "westeurope");
        var first = deploy.Calls.Count;

        var (exitCode, _, _) = await deploy.RunAsync("--resource-group", Group);

        Assert.Equal(0, exitCode);
        Assert.Equal(Names(deploy.Calls.Take(first)).Where(call => call != "az group create"), Names(deploy.Calls.Skip(first)));
    }

    [Fact]
    public async Task What_if_reads_and_changes_nothing()
    {
        var (exitCode, output, _) = await deploy.WithTheResourceGroup().RunAsync("--resource-group", Group, "--what-if");

        Assert.Equal(0, exitCode);
        Assert.Equal(["az version", "az account show", "az group exists", "az deployment group what-if"], Names(deploy.Calls));
        Assert.Contains("9 to create", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_of_a_group_that_does_not_exist_says_so()
    {
        var (exitCode, output, _) = await deploy.RunAsync("--resource-group", Group, "--location", "westeurope", "--what-if");

        Assert.Equal(0, exitCode);
        Assert.Equal(["az version", "az account show", "az group exists"], Names(deploy.Calls));
        Assert.Contains($"The resource group {Group} does not exist. A deployment would create it in westeurope", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_package_is_published_and_nothing_is_built()
    {
        var package = deploy.FileNamed("an earlier package.zip");
        await File.WriteAllTextAsync(package, "zip", TestContext.Current.CancellationToken);

        var (exitCode, _, _) = await deploy.WithTheResourceGroup().Without("dotnet").RunAsync("--resource-group", Group, "--package", package);

        Assert.Equal(0, exitCode);
        Assert.Equal(package, Call("az functionapp deployment")[10]);
    }

    [Fact]
    public async Task The_built_package_is_kept_where_save_says()
    {
        var kept = deploy.FileNamed("kept package.zip");

        var (exitCode, _, _) = await deploy.WithTheResourceGroup().RunAsync("--resource-group", Group, "--save", kept);

        Assert.Equal((0, "zip\n"), (exitCode, await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Names_and_parameters_are_passed_whole()
    {
        const string Strange = "it's \"our\" group; $(touch x) *";

        var (exitCode, _, _) = await deploy.RunAsync(
            "--resource-group", Strange, "--location", "west europe", "--name", "a b", "--parameters", "tags={ \"owner\": \"the team\" }", "--parameters", "pace=hours");

        Assert.Equal(0, exitCode);
        Assert.Equal(["--name", Strange, "--location", "west europe"], Call("az group create")[3..7]);
        Assert.Equal([DefaultParameters, "tags={ \"owner\": \"the team\" }", "pace=hours", "name=a b"], Call("az deployment group create")[9..13]);
        Assert.Equal(Strange, Call("az functionapp deployment")[6]);
    }

    [Theory]
    [InlineData("team.bicepparam", false)]
    [InlineData("team.json", true)]
    public async Task A_parameters_file_takes_the_place_of_the_default_one(string name, bool needsTemplate)
    {
        var file = deploy.FileNamed(name);
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var (exitCode, _, _) = await deploy.WithTheResourceGroup().RunAsync("--resource-group", Group, "--parameters", file);

        var call = Call("az deployment group create");
        Assert.Equal(0, exitCode);
        Assert.Contains(file, call);
        Assert.DoesNotContain(DefaultParameters, call);
        Assert.Equal(needsTemplate, call.Contains("--template-file") && call.Contains(Path.Combine(Bicep.Folder, "main.bicep")));
    }

    [Fact]
    public async Task Parameters_of_the_environment_are_given_each_time_and_those_of_the_call_come_after()
    {
        deploy.Environment["MLFUNCTIONS_PARAMETERS"] = "pace=seconds storageSku=Standard_ZRS";

        var (exitCode, _, _) = await deploy.WithTheResourceGroup().RunAsync("--resource-group", Group, "--parameters", "pace=hours");

        Assert.Equal(0, exitCode);
        Assert.Equal(["pace=seconds", "storageSku=Standard_ZRS", "pace=hours"], Call("az deployment group create").Where(word => word.StartsWith("pace=", StringComparison.Ordinal) || word.StartsWith("storageSku=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Secrets_reach_the_deployment_by_the_environment_only()
    {
        const string Secret = "smtps://user:password@mail.example.com:465";
        deploy.Environment["MLFUNCTIONS_SMTP_SERVER"] = Secret;

        var (_, output, errors) = await deploy.WithTheResourceGroup().RunAsync("--resource-group", Group);

        Assert.Equal(Secret, deploy.SmtpServerOfTheDeployment);
        Assert.DoesNotContain(deploy.Calls.SelectMany(call => call).Append(output).Append(errors), text => text.Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publishing_is_tried_again_while_the_app_may_not_write_its_package()
    {
        var (exitCode, _, _) = await deploy.WithTheResourceGroup().Failing("az functionapp deployment", times: 2).RunAsync("--resource-group", Group);

        Assert.Equal(0, exitCode);
        Assert.Equal(3, Names(deploy.Calls).Count(call => call == "az functionapp deployment"));
        Assert.Equal(2, Names(deploy.Calls).Count(call => call == "sleep 30"));
    }

    [Fact]
    public async Task The_app_is_asked_until_it_answers()
    {
        var (exitCode, output, _) = await deploy.WithTheResourceGroup().Failing("curl", times: 3).RunAsync("--resource-group", Group);

        Assert.Equal(0, exitCode);
        Assert.Equal(4, deploy.Calls.Count(call => call[0] == "curl"));
        Assert.Contains("The app answers.", output, StringComparison.Ordinal);
    }

    public void Dispose() => deploy.Dispose();

    private string[] Call(string name) => Assert.Single(deploy.Calls, call => Name(call) == name);

    private static IEnumerable<string> Names(IEnumerable<string[]> calls) => calls.Select(Name);

    /// <summary>The command of a call, without its options.</summary>
    private static string Name(string[] call) => string.Join(' ', call.TakeWhile(word => !word.StartsWith('-') && !word.StartsWith('/')).Take(call is [_, "deployment", ..] ? 4 : 3));
}
