using System.IO.Compression;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.Benchmarks.Quality;

/// <summary>The rows of a file, read as an upload's are.</summary>
internal static class CsvRows
{
    /// <exception cref="BenchmarkException">The file is missing, or cannot be used from some line on.</exception>
    public static async Task<IReadOnlyList<Example>> LoadAsync(string path, TaskDefinition task, CancellationToken cancel)
    {
        if (!File.Exists(path))
            throw new BenchmarkException($"There is no file {path}.");
        await using var file = File.OpenRead(path);
        await using var text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var opened = await DatasetLines.OpenAsync(DatasetFormat.Csv, text, task, cancel);
        if (!opened.IsDone)
            throw new BenchmarkException(opened.Refusal.Detail);

        await using var lines = opened.Value;
        var examples = new List<Example>();
        await foreach (var line in lines.ReadAsync(cancel))
        {
            if (line is BrokenLine broken)
                throw new BenchmarkException($"{broken.Error.Pointer}: {broken.Error.Detail}");
            if (line is UsableLine usable)
                examples.Add(usable.Example);
        }
        return examples;
    }
}
