namespace MlFunctions.Benchmarks.Deployments;

/// <summary>One change of the model in production; times in seconds of each instance's run.</summary>
/// <param name="Old">The model before.</param>
/// <param name="New">The model after.</param>
/// <param name="Asked">When it was asked for, by the clock of each instance's run.</param>
/// <param name="Done">When that was answered.</param>
internal sealed record Switch(int Old, int New, double[] Asked, double[] Done);
