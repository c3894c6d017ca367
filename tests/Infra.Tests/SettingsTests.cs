using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlFunctions.Infra.Tests;

public sealed partial class SettingsTests(WithTheCompiledTemplate azure)
{
    private const string OfTheDeployment = "set by the deployment";

    [Fact]
    public void The_README_lists_the_settings_of_the_app_with_their_defaults() => Assert.Equal(SettingsOfTheApp(), SettingsOfTheReadme());

    /// <summary>Name and default, as far as the templates know it.</summary>
    private SortedDictionary<string, string> SettingsOfTheApp()
    {
        Assert.Equal("[union(variables('hostSettings'), parameters('settings'))]", azure.Resources("Microsoft.Web/sites/config").Single().GetProperty("properties").GetString());
        var host = azure.Module("function").GetProperty("variables").GetProperty("hostSettings").EnumerateObject();
        var own = azure.Main.GetProperty("variables").GetProperty("settings").EnumerateObject();
        return new(host.Concat(own).ToDictionary(setting => setting.Name, Default), StringComparer.Ordinal);
    }

    private string Default(JsonProperty setting)
    {
        var value = setting.Value.GetString()!;
        if (!value.StartsWith('[')) return value;
        return Parameter().Match(value) is { Success: true } match
            && azure.Main.GetProperty("parameters").TryGetProperty(match.Groups[1].Value, out var parameter)
            && parameter.TryGetProperty("defaultValue", out var known) ? known.GetString()! : OfTheDeployment;
    }

    private static SortedDictionary<string, string> SettingsOfTheReadme()
    {
        var lines = File.ReadLines(Path.Combine(Bicep.Folder, "README.md"));
        var table = lines.SkipWhile(line => !line.StartsWith("| setting |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        var rows = table.Select(line => line.Split('|', StringSplitOptions.TrimEntries));
        return new(rows.ToDictionary(cells => cells[1].Trim('`'), cells => cells[2].Trim('`')), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\[parameters\('(\w+)'\)\]$")]
    private static partial Regex Parameter();
}
