namespace MlFunctions.Support.Accounts;

/// <summary>A clock that shows the time that it was set to. What waits for a duration waits as long as ever.</summary>
public sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    private long ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public void MoveTo(DateTimeOffset time) => Volatile.Write(ref ticks, time.UtcTicks);
}
