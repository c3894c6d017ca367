using System.Text.Json;

namespace MlFunctions.Standalone.Tests.Containers;

/// <summary>The image that <c>dotnet publish functions/Standalone /t:PublishContainer</c> makes.</summary>
public sealed class ContainerTests(WithThePublishedImage image) : IClassFixture<WithThePublishedImage>
{
    private JsonElement Config => image.Configuration.GetProperty("config");

    [Fact]
    public void It_is_named_after_the_product() => Assert.Equal("mlfunctions:latest", image.Tag);

    [Fact]
    public void It_runs_the_host_from_its_folder()
    {
        Assert.Equal(["dotnet", "/app/MlFunctions.Standalone.dll"], Config.GetProperty("Entrypoint").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("/app/", Config.GetProperty("WorkingDir").GetString());
        Assert.All(["MlFunctions.Standalone.dll", "MlFunctions.App.dll", "MlFunctions.Standalone.runtimeconfig.json", "host.json"], file => Assert.Contains($"app/{file}", image.Files));
    }

    [Fact]
    public void It_does_not_run_as_root() => Assert.Equal("1654", Config.GetProperty("User").GetString());

    [Fact]
    public void It_listens_on_the_port_that_it_exposes()
    {
        Assert.Equal("8080/tcp", Assert.Single(Config.GetProperty("ExposedPorts").EnumerateObject()).Name);
        Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", Config.GetProperty("Env").EnumerateArray().Select(variable => variable.GetString()));
    }

    [Fact]
    public void Its_labels_say_what_it_is_and_needs()
    {
        var labels = Config.GetProperty("Labels");
        Assert.Equal("MlFunctions", labels.GetProperty("org.opencontainers.image.title").GetString());
        Assert.Contains("FunctionKeys__master", labels.GetProperty("org.opencontainers.image.description").GetString()!, StringComparison.Ordinal);
        Assert.Contains("/api/health", labels.GetProperty("org.opencontainers.image.description").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_no_storage_emulator_and_no_secret()
    {
        Assert.DoesNotContain(image.Files, file => file.Contains("azurite", StringComparison.OrdinalIgnoreCase) || file.Contains("node_modules", StringComparison.Ordinal));
        Assert.DoesNotContain(image.Files, file => file.EndsWith("local.settings.json", StringComparison.Ordinal) || file.EndsWith(".user", StringComparison.Ordinal));
        Assert.DoesNotContain(Config.GetProperty("Env").EnumerateArray(), variable => variable.GetString()!.StartsWith("FunctionKeys", StringComparison.Ordinal));
    }
}
