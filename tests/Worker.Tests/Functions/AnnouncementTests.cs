using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Hosting;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Functions;

/// <summary>What the worker tells the host before any call.</summary>
[Collection(BothHosts.Name)]
public sealed partial class AnnouncementTests(WithBothHosts hosts)
{
    private static readonly IReadOnlyList<Function> Catalogue = new FunctionCatalog(ServiceRegistration.Functions).All;

    [Fact]
    public void The_worker_announces_the_functions_of_the_Standalone_host() =>
        Assert.Equal(Catalogue.Select(Describe).Order(StringComparer.Ordinal), hosts.Functions.Functions.Select(Describe).Order(StringComparer.Ordinal));

    [Fact]
    public void The_metadata_of_the_build_lists_the_same_functions()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(BuiltWorker.Folder, "functions.metadata")));
        var built = file.RootElement.EnumerateArray().Select(function => Indexed(function));
        Assert.Equal(Catalogue.Select(Describe).Order(StringComparer.Ordinal), built.Select(Describe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_parameter_of_an_HTTP_function_is_of_a_type_that_both_hosts_bind() => Assert.All(
        Catalogue.OfType<HttpFunction>().SelectMany(function => function.Method.GetParameters()),
        parameter => Assert.Contains(parameter.ParameterType, new[] { typeof(HttpRequest), typeof(string), typeof(CancellationToken) }));

    [Fact]
    public void The_worker_takes_HTTP_from_the_host_and_hears_of_cancellation_and_termination()
    {
        var capabilities = hosts.Functions.Capabilities;
        Assert.True(Uri.TryCreate(capabilities["HttpUri"], UriKind.Absolute, out var address) && address.IsLoopback);
        // Without these the host would send bodies over gRPC too, drop running invocations silently, and kill the worker at once.
        Assert.Equal(bool.TrueString, capabilities["RpcHttpBodyOnly"]);
        Assert.Equal(bool.TrueString, capabilities["RpcHttpTriggerMetadataRemoved"]);
        Assert.Equal(bool.TrueString, capabilities["HandlesInvocationCancelMessage"]);
        Assert.Equal(bool.TrueString, capabilities["HandlesWorkerTerminateMessage"]);
        Assert.Equal(bool.TrueString, capabilities["WorkerStatus"]);
    }

    [Fact]
    public void Every_schedule_that_the_worker_announces_is_set_for_the_local_host_and_by_the_template()
    {
        string[] announced = [.. hosts.Functions.Functions.Where(function => function.IsTimer).Select(function => function.Schedule!.Trim('%')).Distinct()];
        Assert.NotEmpty(announced);
        Assert.Empty(announced.Except(BuiltWorker.LocalSettings.Keys));
        Assert.Empty(announced.Except(TemplateSettings()));
    }

    /// <summary>Both lists of settings in the Bicep template; that it compiles to them is tested with the template.</summary>
    private static IEnumerable<string> TemplateSettings()
    {
        var infra = Path.GetFullPath(Path.Combine(BuiltWorker.Folder, "../../../../../infra"));
        return Directory.EnumerateFiles(infra, "*.bicep", SearchOption.AllDirectories).SelectMany(file => SettingLine().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
    }

    private static IndexedFunction Indexed(JsonElement function)
    {
        var trigger = function.GetProperty("bindings").EnumerateArray().Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal));
        return new(function.GetProperty("name").GetString()!, "", function.GetProperty("entryPoint").GetString()!, trigger, trigger.GetProperty("type").GetString()!, trigger.GetProperty("name").GetString()!);
    }

    private static string Describe(IndexedFunction function) => function.IsHttp
        ? $"{function.EntryPoint} {function.Name}: {function.Level} {string.Join(' ', function.Methods.Select(method => method.ToUpperInvariant()))} {function.Route}"
        : $"{function.EntryPoint} {function.Name}: {function.Schedule}";

    private static string Describe(Function function) => function switch
    {
        HttpFunction http => $"{http.Class.FullName}.Run {http.Name}: {http.Level} {string.Join(' ', http.Verbs)} {http.Route}",
        TimerFunction timer => $"{timer.Class.FullName}.Run {timer.Name}: {timer.Schedule}",
        _ => throw new InvalidOperationException($"{function.Name} has a trigger that this test does not know."),
    };

    [GeneratedRegex(@"^  (\w+Schedule): ", RegexOptions.Multiline)]
    private static partial Regex SettingLine();
}
