using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Uploads;

/// <summary>One upload from its beginning until its rows have been read back.</summary>
/// <param name="sha256">Of the file.</param>
internal sealed class UploadRun(HttpClient http, MemoryTrace memory, SeededFile file, string sha256)
{
    private const string Rows = "api/tasks/uploaded-rows";

    public MemoryTrace Memory => memory;

    public string Sha256 => sha256;

    public Uri Upload { get; private set; } = new("about:blank");

    public TimeSpan Sent { get; private set; }

    public TimeSpan Completed { get; private set; }

    public TimeSpan ReadBack { get; private set; }

    /// <summary>Whether the dataset, and what was read back of it, has the hash of the file.</summary>
    public bool IsRight { get; private set; } = true;

    public async Task StartAsync(CancellationToken cancel)
    {
        using var document = new StringContent(SeededFile.Task, Encoding.UTF8, "application/json");
        (await http.PutAsync(Rows, document, cancel)).EnsureSuccessStatusCode();
        using var started = await http.PostAsJsonAsync($"{Rows}/uploads", new { role = "training", bytes = file.Bytes }, cancel);
        Upload = new Uri(http.BaseAddress!, started.EnsureSuccessStatusCode().Headers.Location!);
    }

    public async Task SendAsync(PartSender sender, int steps, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var sending = sender.SendAsync(cancel);
        await WatchAsync("sending", () => (double)sender.Sent / file.Bytes, sending, steps, cancel);
        await sending;
        Sent = Stopwatch.GetElapsedTime(started);
    }

    public async Task CompleteAsync(int parts, int steps, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        (await http.PostAsJsonAsync($"{Upload}/completion", new { parts, sha256 }, cancel)).EnsureSuccessStatusCode();
        var progress = 0.0;
        var reading = Task.Run(() => UntilEndedAsync(share => Volatile.Write(ref progress, share), cancel), cancel);
        await WatchAsync("completing", () => Volatile.Read(ref progress), reading, steps, cancel);
        var ended = await reading;
        Completed = Stopwatch.GetElapsedTime(started);
        IsRight &= ended.GetProperty("dataset").GetProperty("sha256").GetString() == sha256 && ended.GetProperty("dataset").GetProperty("rows").GetInt64() == file.Rows;
    }

    public async Task ReadBackAsync(int steps, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var read = 0L;
        var reading = Task.Run(() => HashAsync(bytes => Interlocked.Add(ref read, bytes), cancel), cancel);
        await WatchAsync("reading back", () => (double)Interlocked.Read(ref read) / file.Bytes, reading, steps, cancel);
        IsRight &= await reading == sha256;
        ReadBack = Stopwatch.GetElapsedTime(started);
    }

    private async Task<JsonElement> UntilEndedAsync(Action<double> progress, CancellationToken cancel)
    {
        while (true)
        {
            var upload = await http.GetFromJsonAsync<JsonElement>($"{Upload}?limit=1", cancel);
            progress(upload.GetProperty("progress").GetDouble());
            switch (upload.GetProperty("state").GetString())
            {
                case "completed":
                    return upload;
                case "failed":
                    throw new BenchmarkException($"The upload failed: {upload.GetProperty("problem").GetRawText()}");
            }

            await Task.Delay(200, cancel);
        }
    }

    private async Task<string> HashAsync(Action<int> read, CancellationToken cancel)
    {
        await using var rows = await http.GetStreamAsync($"{Rows}/datasets/1/rows", cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 16];
        for (int bytes; (bytes = await rows.ReadAsync(piece, cancel)) > 0;)
        {
            hash.AppendData(piece.AsSpan(0, bytes));
            read(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Records the host's memory at equal steps of a phase.</summary>
    private async Task WatchAsync(string phase, Func<double> done, Task work, int steps, CancellationToken cancel)
    {
        for (var step = 1; step <= steps && !work.IsCompleted;)
        {
            if (done() >= (double)step / (steps + 1))
            {
                await memory.AddAsync(phase, (double)step / (steps + 1), cancel);
                step++;
            }

            await Task.WhenAny(work, Task.Delay(50, cancel));
        }

        await Task.WhenAny(work);
        await memory.AddAsync(phase, 1, cancel);
    }
}
