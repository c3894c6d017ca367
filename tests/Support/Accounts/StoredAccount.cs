using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Accounts;

/// <summary>What a version of the application answered.</summary>
/// <param name="Path">With its query.</param>
/// <param name="Text">The body.</param>
public sealed record StoredAnswer(string Path, string Text);

/// <summary>When, by what and what for an account was filled.</summary>
/// <param name="MadeBy">Version and commit of the application.</param>
/// <param name="Now">The application's clock after the last step.</param>
public sealed record AccountOrigin(string MadeBy, DateTimeOffset Now);

/// <summary>
/// The tables and blobs of an account that a version of the application filled, and what that version answered of them, in one zip file that Brotli compresses as a whole, because its entries are much alike: <c>origin.json</c>, <c>answers.jsonl</c>, <c>blobs.jsonl</c> with the blobs'
/// properties, <c>blobs/…</c> with their bytes, and <c>tables/….jsonl</c> with the rows.
/// </summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Tables">The rows by table.</param>
/// <param name="Blobs">Every blob but leases, which are empty.</param>
/// <param name="Answers">In the order in which the calls were made.</param>
public sealed record StoredAccount(AccountOrigin Origin, IReadOnlyDictionary<string, IReadOnlyList<TableEntity>> Tables, IReadOnlyList<StoredBlob> Blobs, IReadOnlyList<StoredAnswer> Answers)
{
    private const string OriginEntry = "origin.json";
    private const string AnswersEntry = "answers.jsonl";
    private const string BlobsEntry = "blobs.jsonl";
    private const string BlobFolder = "blobs/";
    private const string TableFolder = "tables/";
    private const string Lines = ".jsonl";

    /// <summary>A line for each row and each blob, by which two accounts are compared.</summary>
    public IEnumerable<string> Documents =>
    [
        .. Tables.SelectMany(table => table.Value.Select(row => $"{table.Key} {StoredRows.Line(row)}")),
        .. Blobs.Select(blob => $"{JsonSerializer.Serialize(blob, Json.Options)}"),
    ];

    public void Save(Stream file)
    {
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        using var zip = new ZipArchive(packed, ZipArchiveMode.Create);
        Write(zip, OriginEntry, JsonSerializer.SerializeToUtf8Bytes(Origin, Json.Readable));
        WriteLines(zip, AnswersEntry, Answers.Select(answer => JsonSerializer.Serialize(answer, Json.Options)));
        foreach (var (table, rows) in Tables)
            WriteLines(zip, TableFolder + table + Lines, rows.Select(StoredRows.Line));
        WriteLines(zip, BlobsEntry, Blobs.Select(blob => JsonSerializer.Serialize(blob with { Content = [] }, Json.Options)));
        foreach (var blob in Blobs)
            Write(zip, BlobFolder + blob.Path, blob.Content);
    }

    public static StoredAccount Load(Stream file)
    {
        using var packed = new BrotliStream(file, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        packed.CopyTo(whole);
        using var zip = new ZipArchive(whole, ZipArchiveMode.Read);
        return new(
            JsonSerializer.Deserialize<AccountOrigin>(Read(zip.GetEntry(OriginEntry)!), Json.Options)!,
            zip.Entries.Where(entry => entry.FullName.StartsWith(TableFolder, StringComparison.Ordinal)).ToDictionary(
                entry => entry.Name[..^Lines.Length], IReadOnlyList<TableEntity> (entry) => [.. ReadLines(entry).Select(StoredRows.Row)]),
            [.. ReadLines(zip.GetEntry(BlobsEntry)!).Select(line => JsonSerializer.Deserialize<StoredBlob>(line, Json.Options)!).Select(blob => blob with { Content = Read(zip.GetEntry(BlobFolder + blob.Path)!) })],
            [.. ReadLines(zip.GetEntry(AnswersEntry)!).Select(line => JsonSerializer.Deserialize<StoredAnswer>(line, Json.Options)!)]);
    }

    private static void WriteLines(ZipArchive zip, string name, IEnumerable<string> lines) => Write(zip, name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n'))));

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }

    private static string[] ReadLines(ZipArchiveEntry entry) => Encoding.UTF8.GetString(Read(entry)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
