namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>How large the parts of an upload may be, how many it takes, and how long it is kept.</summary>
public static class UploadLimits
{
    public const int MinPartBytes = 1;

    /// <summary>64 MiB: below the 100 MiB above which the Functions host, by default, refuses a body before the application runs.</summary>
    public const int MaxPartBytes = 64 << 20;

    public const int MaxParts = 10_000;

    /// <summary>195 GiB: a stored file has at most 50,000 blocks of 4 MiB.</summary>
    public const long MaxBytes = 50_000L * (4 << 20);

    /// <summary>An upload is deleted this long after it was begun or, once it has ended, after its end.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
}
