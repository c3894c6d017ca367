using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Artifacts;

/// <summary>
/// A model as one file: a zip of JSON documents and ONNX graphs that any tool can open. Its comment is the SHA-256 of all bytes before the comment, so that a truncated
/// or altered file is refused; its times are fixed, so that equal models are equal files.
/// </summary>
internal sealed class ModelFile
{
    private const int DigestLength = 64;

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);

    /// <summary>Adds a document.</summary>
    public ModelFile With<T>(string name, T document) => WithBytes(name, JsonSerializer.SerializeToUtf8Bytes(document, Json.Options));

    /// <summary>Adds a file of another format.</summary>
    public ModelFile WithBytes(string name, byte[] bytes)
    {
        entries.Add(name, bytes);
        return this;
    }

    /// <summary>A file of another format.</summary>
    /// <exception cref="InvalidDataException">It is absent.</exception>
    public byte[] GetBytes(string name) =>
        entries.TryGetValue(name, out var bytes) ? bytes : throw new InvalidDataException($"The model artifact has no {name}.");

    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is absent, or not what it should be.</exception>
    public T Get<T>(string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(GetBytes(name), Json.Options) ?? throw new InvalidDataException($"The model artifact's {name} is null.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"The model artifact's {name} cannot be read: {error.Message}", error);
        }
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = new string('0', DigestLength);
            foreach (var (name, bytes) in entries)
                Add(zip, name, bytes);
        }

        var file = stream.ToArray();
        Digest(file).CopyTo(file.AsSpan(file.Length - DigestLength));
        return file;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, altered, or no model artifact.</exception>
    public static ModelFile FromBytes(ReadOnlyMemory<byte> file)
    {
        if (file.Length < DigestLength || !Digest(file.Span).AsSpan().SequenceEqual(file.Span[^DigestLength..]))
            throw new InvalidDataException("The model artifact is truncated or altered: its bytes do not match its checksum.");
        using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
        var model = new ModelFile();
        foreach (var entry in zip.Entries)
            model.entries[entry.FullName] = Read(entry);
        return model;
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Digest(ReadOnlySpan<byte> file) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file[..^DigestLength])));
}
