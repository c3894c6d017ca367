using System.Text.Json;

[assembly: AssemblyFixture(typeof(MlFunctions.Infra.Tests.WithTheCompiledTemplate))]

namespace MlFunctions.Infra.Tests;

/// <summary>main.bicep as Azure gets it, its modules inside.</summary>
public sealed class WithTheCompiledTemplate : IAsyncLifetime
{
    private JsonDocument? document;
    private string diagnostics = "";

    public JsonElement Main
    {
        get
        {
            Bicep.SkipWhereItDoesNotRun();
            return document?.RootElement ?? throw new InvalidOperationException(diagnostics);
        }
    }

    /// <summary>The template of each module, by its name in main.bicep.</summary>
    public IEnumerable<(string Name, JsonElement Template)> Modules =>
        Main.GetProperty("resources").EnumerateObject().Select(module => (module.Name, module.Value.GetProperty("properties").GetProperty("template")));

    public async ValueTask InitializeAsync()
    {
        if (!Bicep.Runs) return;
        (var exitCode, var json, diagnostics) = await Bicep.CompileAsync("main.bicep");
        if (exitCode == 0) document = JsonDocument.Parse(json);
    }

    public ValueTask DisposeAsync()
    {
        document?.Dispose();
        return ValueTask.CompletedTask;
    }

    public JsonElement Module(string name) => Modules.Single(module => module.Name == name).Template;

    /// <summary>The resources of a type, such as <c>Microsoft.Web/sites</c>.</summary>
    public IEnumerable<JsonElement> Resources(string type) =>
        Modules.SelectMany(module => Items(module.Template.GetProperty("resources"))).Where(resource => resource.GetProperty("type").GetString() == type);

    public JsonElement Properties(string type) => Resources(type).Single().GetProperty("properties");

    private static IEnumerable<JsonElement> Items(JsonElement resources) => resources.ValueKind == JsonValueKind.Array
        ? resources.EnumerateArray()
        : resources.EnumerateObject().Select(resource => resource.Value);
}
