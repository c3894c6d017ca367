using System.Text.Json;

[assembly: AssemblyFixture(typeof(MlFunctions.Infra.Tests.WithTheCompiledTemplate))]
[assembly: Trait("Category", "Slow")]

namespace MlFunctions.Infra.Tests;

/// <summary>main.bicepparam and main.bicep as Azure gets them, the modules inside: one run of the compiler for every test.</summary>
public sealed class WithTheCompiledTemplate : IAsyncLifetime
{
    public const string SmtpServer = "smtps://user:password@mail.example.com:465";
    public const string SecretName = "pagerduty";
    public const string SecretValue = "a routing key";
    public const string SecretHosts = "events.pagerduty.com";

    private JsonDocument? template;
    private JsonDocument? parameters;
    private int exitCode;
    private string diagnostics = "";

    public JsonElement Main => Document(template);

    /// <summary>The parameters of main.bicepparam, each with its <c>value</c>.</summary>
    public JsonElement Parameters => Document(parameters).GetProperty("parameters");

    /// <summary>What the compiler said of all files, and its exit code.</summary>
    public (string Diagnostics, int ExitCode) Compilation
    {
        get
        {
            Bicep.SkipWhereItDoesNotRun();
            return (diagnostics, exitCode);
        }
    }

    /// <summary>The template of each module, by its name in main.bicep.</summary>
    public IEnumerable<(string Name, JsonElement Template)> Modules =>
        Main.GetProperty("resources").EnumerateObject().Select(module => (module.Name, module.Value.GetProperty("properties").GetProperty("template")));

    public async ValueTask InitializeAsync()
    {
        if (!Bicep.Runs) return;
        var environment = new Dictionary<string, string>
        {
            ["MLFUNCTIONS_SMTP_SERVER"] = SmtpServer,
            ["MLFUNCTIONS_SECRETS"] = $$"""{ "{{SecretName}}": "{{SecretValue}}" }""",
            ["MLFUNCTIONS_SECRET_HOSTS"] = $$"""{ "{{SecretName}}": "{{SecretHosts}}" }""",
        };
        (exitCode, var json, diagnostics) = await Bicep.CompileAsync("main.bicepparam", environment);
        if (exitCode != 0) return;
        using var both = JsonDocument.Parse(json);
        template = JsonDocument.Parse(both.RootElement.GetProperty("templateJson").GetString()!);
        parameters = JsonDocument.Parse(both.RootElement.GetProperty("parametersJson").GetString()!);
    }

    public ValueTask DisposeAsync()
    {
        template?.Dispose();
        parameters?.Dispose();
        return ValueTask.CompletedTask;
    }

    public JsonElement Module(string name) => Modules.Single(module => module.Name == name).Template;

    /// <summary>The resources of a type, such as <c>Microsoft.Web/sites</c>.</summary>
    public IEnumerable<JsonElement> Resources(string type) =>
        Modules.SelectMany(module => Items(module.Template.GetProperty("resources"))).Where(resource => resource.GetProperty("type").GetString() == type);

    public JsonElement Properties(string type) => Resources(type).Single().GetProperty("properties");

    private JsonElement Document(JsonDocument? document)
    {
        Bicep.SkipWhereItDoesNotRun();
        return document?.RootElement ?? throw new InvalidOperationException(diagnostics);
    }

    private static IEnumerable<JsonElement> Items(JsonElement resources) => resources.ValueKind == JsonValueKind.Array
        ? resources.EnumerateArray()
        : resources.EnumerateObject().Select(resource => resource.Value);
}
