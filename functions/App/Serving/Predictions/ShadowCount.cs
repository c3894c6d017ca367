namespace MlFunctions.App.Serving.Predictions;

/// <summary>What a shadow did in this process.</summary>
public sealed class ShadowCount
{
    private long scored;
    private long failed;
    private long shed;

    /// <summary>Inputs that it answered.</summary>
    public long Scored => Volatile.Read(ref scored);

    /// <summary>Inputs that it could not answer.</summary>
    public long Failed => Volatile.Read(ref failed);

    /// <summary>Inputs that it was spared.</summary>
    public long Shed => Volatile.Read(ref shed);

    internal void AddScored() => Interlocked.Increment(ref scored);

    internal void AddFailed() => Interlocked.Increment(ref failed);

    internal void AddShed(int inputs) => Interlocked.Add(ref shed, inputs);
}
