namespace MlFunctions.Benchmarks.Incident;

/// <summary>The system's clock, which can be set forward; what waits for a duration waits as long as ever.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref ahead));

    public void Move(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
