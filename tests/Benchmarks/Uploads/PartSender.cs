using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Uploads;

/// <summary>Sends the parts that an upload lacks over some connections at once. At given numbers of bytes every connection is cut, and it begins again with what the upload says is missing.</summary>
/// <param name="upload">Where the upload is.</param>
/// <param name="cuts">After how many bytes sent, each time.</param>
internal sealed class PartSender(HttpClient http, Uri upload, SeededFile file, int partBytes, int connections, Queue<long> cuts)
{
    private readonly Lock turn = new();

    public int Parts { get; } = (int)((file.Bytes + partBytes - 1) / partBytes);

    /// <summary>Bytes of all parts, also of those that did not arrive.</summary>
    public long Sent { get; private set; }

    public int Cuts { get; private set; }

    /// <summary>Parts whose hash was not that of the file.</summary>
    public int Wrong { get; private set; }

    public async Task SendAsync(CancellationToken cancel)
    {
        for (var missing = await MissingAsync(cancel); missing.Count > 0; missing = await MissingAsync(cancel))
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var queue = new ConcurrentQueue<int>(missing);
            await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(queue, cut), cancel)));
            cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task SendAsync(ConcurrentQueue<int> queue, CancellationTokenSource cut)
    {
        while (!cut.IsCancellationRequested && queue.TryDequeue(out var number))
        {
            var (from, to) = Range(number);
            using var content = new PartContent(file, from, to, bytes => Count(bytes, cut));
            content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256(from, to)))}:");
            try
            {
                using var answer = await http.PutAsync(new Uri($"{upload}/parts/{number}"), content, cut.Token);
                if (!answer.IsSuccessStatusCode)
                    throw new BenchmarkException($"Part {number} was refused: {await answer.Content.ReadAsStringAsync(cut.Token)}");
            }
            catch (Exception broken) when (cut.IsCancellationRequested && broken is OperationCanceledException or HttpRequestException)
            {
                return;
            }
        }
    }

    private void Count(int bytes, CancellationTokenSource cut)
    {
        lock (turn)
        {
            Sent += bytes;
            if (!cuts.TryPeek(out var next) || Sent < next || cut.IsCancellationRequested)
                return;
            cuts.Dequeue();
            Cuts++;
            cut.Cancel();
        }
    }

    private async Task<IReadOnlyList<int>> MissingAsync(CancellationToken cancel)
    {
        var there = new HashSet<int>();
        for (string? next = "0"; next is not null;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri($"{upload}?limit=50&after={next}"), cancel);
            foreach (var part in page.GetProperty("parts").EnumerateArray())
            {
                var number = part.GetProperty("number").GetInt32();
                there.Add(number);
                Wrong += part.GetProperty("sha256").GetString() == Hash(number) ? 0 : 1;
            }

            next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
        }

        return [.. Enumerable.Range(1, Parts).Where(number => !there.Contains(number))];
    }

    private readonly Dictionary<int, string> hashes = [];

    private string Hash(int number)
    {
        if (!hashes.TryGetValue(number, out var hash))
            hashes[number] = hash = file.Sha256(Range(number).From, Range(number).To);
        return hash;
    }

    private (long From, long To) Range(int number) => ((number - 1L) * partBytes, Math.Min(file.Bytes, (long)number * partBytes));
}
