namespace MlFunctions.Domain.Rollout.Shadows;

/// <summary>Whether the p99 of the last five seconds is above a limit, from counts alone: it is when more than one call in a hundred was slower.</summary>
public sealed class LatencyBudget
{
    private const int Seconds = 5;
    private const int OneIn = 100;

    private readonly (long Second, int Calls, int Slow)[] slots = new (long, int, int)[Seconds];

    /// <summary>Counts a call.</summary>
    /// <param name="second">In which it was answered, on any clock.</param>
    /// <param name="isSlow">Whether it took longer than the limit.</param>
    public void Add(long second, bool isSlow)
    {
        ref var slot = ref slots[second % Seconds];
        if (slot.Second != second)
            slot = (second, 0, 0);
        slot.Calls++;
        slot.Slow += isSlow ? 1 : 0;
    }

    /// <summary>Whether it is above now.</summary>
    /// <param name="second">The present one.</param>
    public bool IsExceeded(long second)
    {
        var (calls, slow) = (0, 0);
        foreach (var slot in slots)
        {
            if (slot.Second > second - Seconds)
                (calls, slow) = (calls + slot.Calls, slow + slot.Slow);
        }

        // By the nearest rank: of fewer than a hundred calls the slowest is the p99.
        return slow > calls / OneIn;
    }
}
