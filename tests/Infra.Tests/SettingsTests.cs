using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlFunctions.Infra.Tests;

public sealed partial class SettingsTests(WithTheCompiledTemplate azure)
{
    private const string OfTheDeployment = "set by the deployment";
    private const string ByPace = "by pace";

    private JsonElement Schedules => azure.Main.GetProperty("variables").GetProperty("schedules");

    [Fact]
    public void The_README_lists_the_settings_of_the_app_with_their_defaults() => Assert.Equal(SettingsOfTheApp(), SettingsOfTheReadme());

    [Fact]
    public void The_README_lists_the_schedules_of_each_pace()
    {
        var paces = Schedules.EnumerateObject().ToList();
        var rows = Table("timer").ToDictionary(cells => cells[0], cells => cells[1..]);

        Assert.Equal(["timer", .. paces.Select(pace => pace.Name)], Heading("timer"));
        Assert.Equal(paces[0].Value.EnumerateObject().Select(schedule => schedule.Name).Order(), rows.Keys.Order());
        Assert.All(rows, row => Assert.Equal(paces.Select(pace => pace.Value.GetProperty(row.Key).GetString()), row.Value));
    }

    [Fact]
    public void A_schedule_follows_the_pace_unless_it_is_given()
    {
        var own = azure.Main.GetProperty("variables").GetProperty("settings").EnumerateObject().Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)).ToList();

        Assert.Equal(Schedules.GetProperty("minutes").EnumerateObject().Select(schedule => schedule.Name).Order(), own.Select(setting => setting.Name).Order());
        Assert.All(own, setting => Assert.Equal(ByPaceUnlessGiven(setting.Name), setting.Value.GetString()));
        Assert.All(own, setting => Assert.Equal("", azure.Main.GetProperty("parameters").GetProperty(Given(setting.Name)).GetProperty("defaultValue").GetString()));
    }

    [Fact]
    public void A_pace_is_one_of_those_with_schedules()
    {
        var pace = azure.Main.GetProperty("parameters").GetProperty("pace");

        Assert.Equal(Schedules.EnumerateObject().Select(schedules => schedules.Name), pace.GetProperty("allowedValues").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("minutes", pace.GetProperty("defaultValue").GetString());
    }

    [Fact]
    public void Uploads_of_200_MiB_pass_the_Functions_host() => Assert.Equal(
        (200 * 1024 * 1024).ToString(System.Globalization.CultureInfo.InvariantCulture),
        azure.Module("function").GetProperty("variables").GetProperty("hostSettings").GetProperty("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT").GetString());

    [Fact]
    public void Secrets_and_their_hosts_become_settings()
    {
        var settings = azure.Main.GetProperty("resources").GetProperty("function").GetProperty("properties").GetProperty("parameters").GetProperty("settings").GetProperty("value").GetString();
        Assert.Equal(
            "[union(variables('settings'), parameters('extraSettings'), "
            + "toObject(items(parameters('secrets')), lambda('secret', format('Secrets__{0}', lambdaVariables('secret').key)), lambda('secret', lambdaVariables('secret').value)), "
            + "toObject(items(parameters('secretHosts')), lambda('secret', format('Secrets__{0}__hosts', lambdaVariables('secret').key)), lambda('secret', lambdaVariables('secret').value)))]",
            settings);
        Assert.Equal("secureObject", azure.Main.GetProperty("parameters").GetProperty("secrets").GetProperty("type").GetString());
    }

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
        if (value == ByPaceUnlessGiven(setting.Name)) return ByPace;
        return Parameter().Match(value) is { Success: true } match
            && azure.Main.GetProperty("parameters").TryGetProperty(match.Groups[1].Value, out var parameter)
            && parameter.TryGetProperty("defaultValue", out var known) ? known.GetString()! : OfTheDeployment;
    }

    private static string ByPaceUnlessGiven(string setting) =>
        $"[if(empty(parameters('{Given(setting)}')), variables('schedules')[parameters('pace')].{setting}, parameters('{Given(setting)}'))]";

    private static string Given(string setting) => $"{char.ToLowerInvariant(setting[0])}{setting[1..]}";

    private static SortedDictionary<string, string> SettingsOfTheReadme() => new(Table("setting").ToDictionary(cells => cells[0], cells => cells[1]), StringComparer.Ordinal);

    private static string[] Heading(string first) => Lines(first).Select(Cells).First();

    private static IEnumerable<string[]> Table(string first) => Lines(first).Skip(2).Select(Cells);

    private static IEnumerable<string> Lines(string first) => File.ReadLines(Path.Combine(Bicep.Folder, "README.md"))
        .SkipWhile(line => !line.StartsWith($"| {first} |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'));

    private static string[] Cells(string line) => [.. line.Split('|', StringSplitOptions.TrimEntries)[1..^1].Select(cell => cell.Trim('`'))];

    [GeneratedRegex(@"^\[parameters\('(\w+)'\)\]$")]
    private static partial Regex Parameter();
}
