namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>When a message that did not arrive is tried again.</summary>
public static class Retries
{
    /// <summary>Then it is given up.</summary>
    public const int Most = 8;

    private const double Jitter = 0.2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>A receiver that asks for more is not taken at its word.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    /// <summary>The wait; null when it was tried often enough. Each is three times the one before, up to an hour, give or take a fifth so that what failed together does not come back together.</summary>
    /// <param name="attempts">How often it was tried.</param>
    /// <param name="asked">What the receiver asked for, if it did; it is not tried sooner.</param>
    /// <param name="random">For the fifth.</param>
    public static TimeSpan? After(int attempts, TimeSpan? asked, Random random)
    {
        if (attempts >= Most)
            return null;
        var wait = Math.Min(First.TotalSeconds * Math.Pow(3, attempts - 1), Longest.TotalSeconds) * (1 + (Jitter * ((2 * random.NextDouble()) - 1)));
        var least = Math.Min(asked?.TotalSeconds ?? 0, LongestAsked.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(wait, least));
    }
}
