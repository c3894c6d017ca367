using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;

namespace MlFunctions.Standalone.Tests.Containers;

/// <summary>The image as the SDK writes it to an archive, from the host that was built with these tests.</summary>
public sealed class WithThePublishedImage : IAsyncLifetime
{
    private JsonDocument? configuration;

    public string Tag { get; private set; } = "";

    /// <summary>The image's configuration, as the OCI image specification has it.</summary>
    public JsonElement Configuration => configuration!.RootElement;

    /// <summary>The files of the layer that the SDK adds to the base image.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mlfunctions-image");
        try
        {
            var archive = Path.Combine(folder.FullName, "image.tar");
            await PublishAsync(folder.FullName, archive);
            var entries = Path.Combine(folder.FullName, "entries");
            Directory.CreateDirectory(entries);
            await TarFile.ExtractToDirectoryAsync(archive, entries, overwriteFiles: false);
            Read(entries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        configuration?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task PublishAsync(string folder, string archive)
    {
        await using var registry = await BaseImageRegistry.StartAsync(TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", Metadata("Standalone"), "--no-build", "--nologo", "--configuration", Metadata("BuildConfiguration"), "-target:PublishContainer", "-nodeReuse:false",
            // What takes long and is no part of the question: code compiled ahead of time, and native libraries of every platform.
            "-property:PublishReadyToRun=false", $"-property:CustomAfterMicrosoftCommonTargets={Path.Combine(AppContext.BaseDirectory, "Containers", "NoNativeLibraries.targets")}",
            $"-property:ContainerBaseImage={registry.Image}", $"-property:ContainerArchiveOutputPath={archive}", $"-property:PublishDir={Path.Combine(folder, "publish")}/",
        ])
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);
    }

    private void Read(string entries)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(entries, "manifest.json")));
        var image = manifest.RootElement[0];
        Tag = image.GetProperty("RepoTags")[0].GetString()!;
        configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(entries, image.GetProperty("Config").GetString()!)));
        var layer = image.GetProperty("Layers").EnumerateArray().Last().GetString()!;
        using var zip = new GZipStream(File.OpenRead(Path.Combine(entries, layer)), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        var files = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            files.Add(entry.Name);
        Files = files;
    }

    private static string Metadata(string key) =>
        typeof(WithThePublishedImage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
