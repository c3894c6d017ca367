namespace MlFunctions.Benchmarks;

/// <summary>A benchmark that cannot run, or whose result would mean nothing. The message is a sentence for whoever started it.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
