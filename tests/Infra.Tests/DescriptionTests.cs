using System.Text.Json;

namespace MlFunctions.Infra.Tests;

public sealed class DescriptionTests(WithTheCompiledTemplate azure)
{
    private IEnumerable<JsonElement> Templates => azure.Modules.Select(module => module.Template).Prepend(azure.Main);

    [Fact]
    public void Every_file_has_a_name_and_a_description() => Assert.All(Templates, template =>
    {
        Assert.NotEmpty(template.GetProperty("metadata").GetProperty("name").GetString()!);
        Assert.NotEmpty(template.GetProperty("metadata").GetProperty("description").GetString()!);
    });

    [Fact]
    public void Every_parameter_says_what_it_is_for_and_whether_it_must_be_given() => Assert.All(Templates.SelectMany(Parameters), parameter =>
    {
        var description = parameter.Value.GetProperty("metadata").GetProperty("description").GetString()!;
        var optional = parameter.Value.TryGetProperty("defaultValue", out _);
        Assert.StartsWith(optional ? "Optional. " : "Required. ", description, StringComparison.Ordinal);
    });

    private static IEnumerable<JsonProperty> Parameters(JsonElement template) => template.GetProperty("parameters").EnumerateObject();
}
