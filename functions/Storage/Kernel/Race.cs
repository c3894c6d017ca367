namespace MlFunctions.Storage.Kernel;

/// <summary>Counts the tries of an update that others may overtake: read, decide, write if nothing has changed since, else again. Every such update has the same limit.</summary>
/// <param name="what">That is updated, to begin a sentence.</param>
public sealed class Race(string what)
{
    private const int Most = 100;

    private int tries = 1;

    /// <summary>Another was quicker: one more try.</summary>
    /// <exception cref="RacedException">Others were quicker all the time.</exception>
    public void Again()
    {
        if (tries++ == Most)
            throw new RacedException($"{what} is being changed by others all the time. Send the call again.");
    }
}

/// <summary>An update that others overtook again and again. The same call may pass later.</summary>
public sealed class RacedException(string message) : IOException(message);
