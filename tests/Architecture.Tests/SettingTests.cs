using System.Text.Json;
using System.Text.RegularExpressions;
using MlFunctions.Architecture.Tests.Reading;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Architecture.Tests;

/// <summary>A setting stands once in code, in <see cref="Settings"/>, and wherever people and Azure look for it.</summary>
public sealed partial class SettingTests
{
    /// <summary>Read from configuration, but not by both hosts: the Standalone host's own, those of ASP.NET, parts of a setting, and those whose names teams choose.</summary>
    private static readonly string[] OfTheHosts =
    [
        "FunctionKeys", "Kestrel:Endpoints", "extensions:http:routePrefix",
        "blobServiceUri", "tableServiceUri", "clientId", "Secrets", "hosts", Paces.Key,
    ];

    /// <summary>Where the key is worked out: a timer's own setting, the switch of a function, and the three ways of saying where to listen.</summary>
    private static readonly string[] WorkedOut =
    [
        "MlFunctions.Standalone.Timers.Schedule.Of", "MlFunctions.Standalone.Catalog.FunctionServices.IsDisabled", "MlFunctions.Standalone.HostDefaults",
    ];

    public static TheoryData<string> Timers => [.. DeclaredFunction.Timers.Select(function => function.Name)];

    public static TheoryData<string, string> Defaults => new(Settings.All.Where(setting => setting.Default.Length > 0).Select(setting => (setting.Name, setting.Default)));

    public static TheoryData<string> Names => [.. Settings.All.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Timers))]
    public void A_schedule_is_a_setting_with_a_default_that_ticks(string name)
    {
        var schedule = DeclaredFunction.Named(name).TimerTrigger!.Schedule;
        Assert.Matches("^%[A-Z][A-Za-z]*Schedule%$", schedule);
        var setting = Assert.Single(Settings.All, setting => setting.Name == schedule.Trim('%'));
        Assert.NotNull(Schedule.TryParse(setting.Default));
    }

    [Fact]
    public void A_setting_is_listed_once() => Violations.None("These stand in Settings.All more than once.", Settings.All
        .GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Count() > 1)
        .Select(same => same.Key));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_is_set_by_the_Bicep_template(string name) => Assert.Contains(SetByBicep(), key => IsSettingOrPart(key, name));

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_setting_that_has_a_default_is_set_for_the_local_Functions_host(string name, string value) =>
        Assert.Equal(value, JsonDocument.Parse(Repository.Text("functions/Worker/local.settings.json")).RootElement.GetProperty("Values").GetProperty(name).GetString());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_has_its_row_in_the_page_of_the_infrastructure(string name) =>
        Assert.Contains(MarkdownTable.Rows("infra/README.md", "setting"), row => IsSettingOrPart(row[0], name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_has_one_row_in_the_README(string name) => Assert.Single(MarkdownTable.Rows("README.md", "setting"), row => row[0] == name);

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_default_stands_in_the_README(string name, string value) =>
        Assert.Equal(value, Assert.Single(MarkdownTable.Rows("README.md", "setting"), row => row[0] == name)[1]);

    [Fact]
    public void The_paces_of_the_Bicep_template_are_those_of_the_Standalone_host()
    {
        var template = Schedules().Match(Repository.Text("infra/main.bicep")).Groups[1].Value;
        var paces = PaceObject().Matches(template).ToDictionary(
            match => match.Groups[1].Value,
            match => PacedSchedule().Matches(match.Groups[2].Value).ToDictionary(schedule => schedule.Groups[1].Value, schedule => schedule.Groups[2].Value));

        Assert.Equal(Paces.Names, paces.Keys);
        Assert.All(paces, pace => Assert.Equal(
            Settings.All.Where(setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal)).ToDictionary(setting => setting.Name, setting => Paces.Default(setting, pace.Key)),
            pace.Value));
    }

    [Fact]
    public void What_is_read_from_configuration_is_listed()
    {
        string[] known = [.. Settings.All.SelectMany(setting => new[] { setting.Name, setting.Key }), .. OfTheHosts];
        Violations.None("Add the setting to Settings.All, or the host's own to the list of this test.", ConfigurationRead.All
            .Where(read => read.Key is null ? !WorkedOut.Any(place => read.Where.StartsWith(place, StringComparison.Ordinal)) : !known.Contains(read.Key))
            .Select(read => $"{read.Where} reads {read.Key ?? "a key that is worked out"}"));
    }

    /// <summary>The keys of the two objects that become the app's settings.</summary>
    private static IEnumerable<string> SetByBicep() => Repository.Files("infra", ".bicep")
        .SelectMany(file => SettingsObject().Matches(Repository.Text(file)))
        .SelectMany(match => match.Groups[1].Captures)
        .Select(key => key.Value);

    private static bool IsSettingOrPart(string key, string name) => key == name || key.StartsWith($"{name}__", StringComparison.Ordinal);

    [GeneratedRegex(@"^var (?:settings|hostSettings) = \{\n(?:  (\w+): .*\n)*\}", RegexOptions.Multiline)]
    private static partial Regex SettingsObject();

    [GeneratedRegex(@"^var schedules = \{\n((?:  .*\n)*)\}", RegexOptions.Multiline)]
    private static partial Regex Schedules();

    [GeneratedRegex(@"^  (\w+): \{\n((?:    .*\n)*)  \}", RegexOptions.Multiline)]
    private static partial Regex PaceObject();

    [GeneratedRegex(@"^    (\w+): '(.*)'$", RegexOptions.Multiline)]
    private static partial Regex PacedSchedule();
}
