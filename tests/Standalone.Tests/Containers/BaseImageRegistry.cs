using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Standalone.Tests.Containers;

/// <summary>A container registry on this machine with one image, which is empty: the SDK needs a base image, and no network is needed for this one.</summary>
internal sealed class BaseImageRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication server;

    private BaseImageRegistry(WebApplication server) => this.server = server;

    /// <summary>The image's full name.</summary>
    public string Image => $"localhost:{new Uri(server.Urls.Single()).Port}/base:1";

    public static async Task<BaseImageRegistry> StartAsync(CancellationToken cancel)
    {
        var tar = EmptyTar();
        var layer = Zipped(tar);
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Env = new[] { "PATH=/usr/bin" }, User = "root" },
            rootfs = new { type = "layers", diff_ids = new[] { Digest(tar) } },
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = "application/vnd.docker.container.image.v1+json", size = config.Length, digest = Digest(config) },
            layers = new[] { new { mediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip", size = layer.Length, digest = Digest(layer) } },
        });

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/v2/base/manifests/{reference}", (HttpContext context) =>
        {
            context.Response.Headers["Docker-Content-Digest"] = Digest(manifest);
            return Results.Bytes(manifest, ManifestType);
        });
        server.MapGet("/v2/base/blobs/{digest}", (string digest) => new[] { config, layer }.FirstOrDefault(blob => Digest(blob) == digest) is { } blob ? Results.Bytes(blob) : Results.NotFound());
        await server.StartAsync(cancel);
        return new BaseImageRegistry(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static byte[] EmptyTar()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "app/"));
        return bytes.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
            zip.Write(content);
        return bytes.ToArray();
    }

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
