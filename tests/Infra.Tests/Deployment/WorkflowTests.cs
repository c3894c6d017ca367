using System.Text.RegularExpressions;

namespace MlFunctions.Infra.Tests.Deployment;

/// <summary>The GitHub workflow that deploys, read as text.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] Lines = Read("deploy.yml");

    [Fact]
    public void It_deploys_with_the_script_of_the_repository()
    {
        var runs = Lines.Where(line => line.Contains("run:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.Contains("run: infra/deploy --resource-group \"$RESOURCE_GROUP\"", run, StringComparison.Ordinal));
        Assert.Single(runs, run => run.EndsWith(" --what-if", StringComparison.Ordinal));
    }

    [Fact]
    public void It_signs_in_by_OpenID_Connect_and_holds_no_password()
    {
        Assert.Contains("  id-token: write", Lines);
        Assert.Contains("    environment: production", Lines);
        Assert.All(["client-id", "tenant-id", "subscription-id"], id => Assert.Contains(
            $"          {id}: ${{{{ vars.AZURE_{id.Replace('-', '_').ToUpperInvariant()} }}}}", Lines));
        Assert.DoesNotContain(Lines, line => Password().IsMatch(line));
    }

    [Fact]
    public void Its_only_secrets_are_those_that_the_script_reads_from_the_environment()
    {
        var secrets = Lines.Where(line => line.Contains("secrets.", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct();
        Assert.Equal(["MLFUNCTIONS_SMTP_SERVER: ${{ secrets.MLFUNCTIONS_SMTP_SERVER }}", "MLFUNCTIONS_SECRETS: ${{ secrets.MLFUNCTIONS_SECRETS }}"], secrets);
    }

    [Fact]
    public void It_runs_for_releases_and_by_hand_one_at_a_time()
    {
        Assert.Contains("    types: [published]", Lines);
        Assert.Contains("  workflow_dispatch:", Lines);
        Assert.Contains("  group: deploy", Lines);
        Assert.DoesNotContain(Lines, line => line.Contains("cancel-in-progress: true", StringComparison.Ordinal));
    }

    [Fact]
    public void It_pins_actions_by_major_version_and_as_the_build_does()
    {
        var (deploy, build) = (Actions(Lines), Actions(Read("build.yml")));
        Assert.All(deploy, action => Assert.Matches("^[a-z-]+/[a-z-]+@v[0-9]+$", action));
        Assert.Subset(build.Where(action => deploy.Select(Name).Contains(Name(action))).ToHashSet(), deploy.Where(action => build.Select(Name).Contains(Name(action))).ToHashSet());

        static string Name(string action) => action.Split('@')[0];
    }

    private static List<string> Actions(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.Contains("uses: ", StringComparison.Ordinal)).Select(line => line.Split("uses: ")[1].Trim())];

    private static string[] Read(string workflow) => File.ReadAllLines(Path.Combine(Bicep.Folder, "..", ".github", "workflows", workflow));

    [GeneratedRegex("creds:|client-secret|publish-profile|AZURE_CREDENTIALS|password", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
