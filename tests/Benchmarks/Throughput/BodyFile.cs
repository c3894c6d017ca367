namespace MlFunctions.Benchmarks.Throughput;

/// <summary>Request bodies for wrk, one a line, in a file that is gone when disposed.</summary>
internal sealed class BodyFile : IDisposable
{
    public BodyFile(IReadOnlyList<string> bodies)
    {
        (First, Bytes) = (bodies[0], bodies.Average(body => (double)System.Text.Encoding.UTF8.GetByteCount(body)));
        File.WriteAllLines(Path, bodies);
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public string First { get; }

    /// <summary>Of a body, on average.</summary>
    public double Bytes { get; }

    public void Dispose() => File.Delete(Path);
}
