using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>
/// A body of outcomes, read twice: once to its end, so that a mistake anywhere in it keeps nothing, and once more, in chunks, to keep them. In between it is in a temporary file
/// where it is large, so memory is bounded by a chunk whatever the body.
/// </summary>
internal sealed class OutcomesBody
{
    private const int MaxErrors = 20;
    private const int MemoryBytes = 1 << 20;

    /// <summary>Of 100,000 outcomes in any order, each chunk asks the log and the table once for their segments: few chunks, each of some ten megabytes.</summary>
    private const int ChunkOutcomes = 50_000;

    private const int ChunkBytes = 16 << 20;

    private readonly HttpRequest request;
    private readonly bool isGzip;

    private OutcomesBody(HttpRequest request, bool isGzip)
    {
        (this.request, this.isGzip) = (request, isGzip);
        request.EnableBuffering(MemoryBytes);
    }

    public static Result<OutcomesBody> Of(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        "" or "identity" => new OutcomesBody(request, isGzip: false),
        "gzip" => new OutcomesBody(request, isGzip: true),
        _ => new Invalid("Content-Encoding must be gzip or absent."),
    };

    /// <summary>Reads everything; what is wrong with it, or null.</summary>
    public async Task<Refusal?> CheckAsync(TaskKind kind, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var index = 0;
        await using var decompressed = Rewind();
        var reader = new OutcomesReader(decompressed ?? request.Body);
        await foreach (var (entry, wrong, _) in reader.ReadAsync(cancel))
        {
            var pointer = $"/outcomes/{index++}";
            errors.AddRange(entry?.Errors(kind, pointer) ?? [new($"{pointer}{wrong!.Pointer}", wrong.Detail)]);
            if (errors.Count >= MaxErrors)
                break;
        }

        return errors.Count == 0 ? reader.Refusal : new Invalid($"Nothing was kept, because {errors[0].Pointer} cannot be used: {errors[0].Detail}", [.. errors.Take(MaxErrors)]);
    }

    /// <summary>The outcomes of a body that was checked, in order.</summary>
    public async IAsyncEnumerable<ToldOutcomes> ChunksAsync(TaskDefinition task, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (chunk, bytes) = (new ToldOutcomes([], []), 0);
        await using var decompressed = Rewind();
        await foreach (var (entry, _, length) in new OutcomesReader(decompressed ?? request.Body).ReadAsync(cancel))
        {
            if (entry!.ToOutcome(task, now) is { } outcome)
                chunk.Outcomes.Add(outcome);
            else
                chunk.Strange.Add(entry.Prediction!);
            bytes += length;
            if (chunk.Outcomes.Count + chunk.Strange.Count < ChunkOutcomes && bytes < ChunkBytes)
                continue;
            yield return chunk;
            (chunk, bytes) = (new([], []), 0);
        }

        yield return chunk;
    }

    /// <summary>Goes back to the beginning; the stream that decompresses it, if need be.</summary>
    private GZipStream? Rewind()
    {
        request.Body.Position = 0;
        return isGzip ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
    }
}

/// <summary>A chunk of what is told.</summary>
/// <param name="Outcomes">Of predictions that the task may have answered.</param>
/// <param name="Strange">Ids that are none of the task.</param>
internal sealed record ToldOutcomes(List<Outcome> Outcomes, List<string> Strange);
