using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets.Uploads;

/// <summary>However a file is cut, its parts are the dataset, or the refusal, that the whole file is.</summary>
public sealed class SplitTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string Rows = $"{SampleTask.Header}\r\n2026-01-01 12:00:00,Çafé 東京 🛵,1,5,20\r\n2026-01-02 12:00:00,\"a, \"\"quoted\"\"\r\nstore\",3,,30.5\r\n2026-01-03 12:00:00,b,many,1,30\r\n";

    public static TheoryData<string> Files => [.. Named.Keys];

    private static readonly Dictionary<string, (byte[] Bytes, string? Encoding)> Named = new()
    {
        ["CRLF, quotes and characters of several bytes"] = (Encoding.UTF8.GetBytes(Rows), null),
        ["with a byte order mark"] = ([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Rows)], null),
        ["a gzip of three members"] = ([.. Zip(Rows[..40]), .. Zip(Rows[40..130]), .. Zip(Rows[130..])], "gzip"),
        ["a gzip that is cut"] = (Zip(Rows)[..^5], "gzip"),
        ["no gzip"] = (Encoding.UTF8.GetBytes(Rows), "gzip"),
        ["UTF-16"] = ([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Rows)], null),
        ["Latin-1"] = (Encoding.Latin1.GetBytes(Rows), null),
        ["a quote that is never closed"] = (Encoding.UTF8.GetBytes(Rows + "2026-01-01,\"a,1,5,20\n"), null),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Any_split_gives_what_the_whole_file_gives(string name)
    {
        var (bytes, encoding) = Named[name];
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var whole = await WholeAsync(host, bytes, encoding);
        var random = new Random(name.Length);

        foreach (var parts in (byte[][][])[[.. bytes[..8].Select(one => new[] { one }), bytes[8..]], .. Enumerable.Range(2, 5).Select(count => UploadCalls.Split(bytes, count * count, random))])
        {
            var id = await host.StartUploadAsync(new { role = "training", contentEncoding = encoding });
            int[] order = [.. Enumerable.Range(1, parts.Length)];
            random.Shuffle(order);
            await Task.WhenAll(order.Chunk((order.Length / 4) + 1).Select(some => host.SendAsync(id, parts, some)));

            Assert.Equal(whole, Told(await host.EndAsync(id, new { parts = parts.Length })));
        }
    }

    /// <summary>The version, its rows and warnings; or the refusal's words.</summary>
    private static async Task<string> WholeAsync(AppHost host, byte[] bytes, string? encoding)
    {
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new("text/csv");
        if (encoding is not null)
            body.Headers.ContentEncoding.Add(encoding);
        var answer = await (await host.Http.PostAsync(AppHost.Task("datasets?role=training"), body, Cancel)).JsonAsync();
        return answer.TryGetProperty("version", out _) ? Of(answer) : Problem(answer);
    }

    private static string Told(JsonElement upload) => upload.Text("state") == "completed" ? Of(upload.GetProperty("dataset")) : Problem(upload.GetProperty("problem"));

    private static string Of(JsonElement dataset) =>
        $"{dataset.Int("version")} {dataset.Int("rows")} {dataset.Text("sha256")} {dataset.GetProperty("header").GetRawText()} {dataset.GetProperty("warnings").GetRawText()}";

    private static string Problem(JsonElement problem) => $"{problem.Int("status")} {problem.Text("detail")} {(problem.TryGetProperty("errors", out var errors) ? errors.GetRawText() : "")}";

    private static byte[] Zip(string text)
    {
        var zip = new MemoryStream();
        using (var gzip = new GZipStream(zip, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return zip.ToArray();
    }
}
