using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Upgrades;

/// <summary>
/// The newest account must hold a document of every kind in its current format, and an answer of every call that reads one. When one of these tests fails, make another account (CONTRIBUTING.md, "A new
/// format"); those of earlier versions stay.
/// </summary>
public sealed class AccountContentTests(AzuriteFixture azurite)
{
    /// <summary>Calls that tell of the answering instance or of the build, and one that does not end.</summary>
    private static readonly string[] OfNothingStored = ["health", "openapi.json", "tasks/{task}/serving", "tasks/{task}/metrics/live"];

    [Fact]
    public void Newest_account_holds_every_kind_of_document_in_its_current_format()
    {
        var formats = StoredKind.Of(StoredAccounts.Newest).ToLookup(document => document.Kind, document => document.Format);

        Assert.All(Formats.All, format => Assert.Contains(format.Current, formats[format.Kind]));
    }

    [Fact]
    public void Every_stored_document_states_its_format()
    {
        Assert.All(StoredKind.Of(StoredAccounts.Newest), document => Assert.Equal((document.Place, document.Kind is not null), (document.Place, document.Format is not null)));
    }

    [Fact]
    public async Task Newest_account_has_an_answer_of_every_call_that_reads_a_document()
    {
        await using var host = new AppHost(azurite);
        var routes = host.Services.GetRequiredService<FunctionCatalog>().All.OfType<HttpFunction>().Where(function => function.Verbs.Contains("get", StringComparer.OrdinalIgnoreCase)).Select(function => function.Route);
        var paths = StoredAccounts.Newest.Answers.Select(answer => answer.Path.Split('?')[0]).ToArray();

        Assert.All(routes.Except(OfNothingStored), route => Assert.Contains(paths, path => Regex.IsMatch(path, $"^api/{Regex.Replace(route, @"\{\w+\}", "[^/]+")}$")));
    }
}
