namespace MlFunctions.Storage.Kernel;

/// <summary>What is remembered of a timer, so that an occurrence that no instance was there to fire is noticed.</summary>
/// <param name="Last">When it last fired; null before the first time.</param>
/// <param name="Next">When it is to fire next, as seen at <paramref name="LastUpdated"/>.</param>
/// <param name="LastUpdated">When this was written.</param>
public sealed record TimerStatus(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
