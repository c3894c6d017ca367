using System.IO.Compression;
using System.Text;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.Benchmarks.Quality;

/// <summary>The rows of a file, read as an upload's are: a CSV, or SVMlight where the first line is no header; either zipped.</summary>
/// <param name="path">Where it is.</param>
internal sealed class RowFile(string path)
{
    private const string Zipped = ".gz";

    /// <summary>The size of each group in turn, in a file beside it, as LightGBM writes rankings; then the lines have no qid.</summary>
    private readonly string groups = (path.EndsWith(Zipped, StringComparison.OrdinalIgnoreCase) ? path[..^Zipped.Length] : path) + ".query";

    /// <summary>The first line.</summary>
    /// <exception cref="BenchmarkException">The file is missing.</exception>
    public string FirstLine()
    {
        using var lines = new StreamReader(Open());
        return lines.ReadLine() ?? string.Empty;
    }

    public bool IsSvmLight => !FirstLine().Contains(',', StringComparison.Ordinal);

    /// <summary>The highest number of a feature.</summary>
    public int Features() => Lines().SelectMany(line => line.Split(' ')).Select(field => int.TryParse(field.Split(':')[0], out var feature) && field.Contains(':', StringComparison.Ordinal) ? feature : 0).Max();

    /// <exception cref="BenchmarkException">The file is missing, or cannot be used from some line on.</exception>
    public async Task<IReadOnlyList<Example>> LoadAsync(TaskDefinition task, CancellationToken cancel)
    {
        await using var text = IsSvmLight ? new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', WithQueries()))) : Open();
        var opened = await DatasetLines.OpenAsync(IsSvmLight ? DatasetFormat.SvmLight : DatasetFormat.Csv, text, task, cancel);
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

    private Stream Open()
    {
        if (!File.Exists(path))
            throw new BenchmarkException($"There is no file {path}.");
        var file = File.OpenRead(path);
        return path.EndsWith(Zipped, StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private IEnumerable<string> Lines()
    {
        using var lines = new StreamReader(Open());
        while (lines.ReadLine() is { } line)
            yield return line;
    }

    private IEnumerable<string> WithQueries()
    {
        if (!File.Exists(groups))
            return Lines();
        var queries = File.ReadLines(groups).SelectMany((size, query) => Enumerable.Repeat(query, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)));
        return Lines().Zip(queries, (line, query) => line.Split(' ', 2) is [var grade, var features] ? $"{grade} qid:{query} {features}" : line);
    }
}
