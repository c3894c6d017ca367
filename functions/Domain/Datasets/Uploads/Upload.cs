using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Datasets.Uploads;

public enum UploadState
{
    /// <summary>Parts are accepted.</summary>
    Open,

    /// <summary>The file is being read, or waits to be.</summary>
    Completing,

    Completed,

    /// <summary>The file was refused. Parts are accepted again, and it can be completed again.</summary>
    Failed,

    /// <summary>It was given up or has expired, and its parts are being deleted. Callers no longer see it.</summary>
    Deleting,
}

/// <summary>A file that becomes a dataset: sent in parts, or read from a blob. The instance that completes it holds it until <see cref="HeldUntil"/> and extends that while it works.</summary>
/// <param name="Id">Sorts by the time at which it was begun.</param>
/// <param name="Role">What the rows are for.</param>
/// <param name="Format">How the file writes its rows.</param>
/// <param name="IsGzip">Whether the file is zipped.</param>
/// <param name="CreatedAt">When it was begun.</param>
public sealed record Upload(string Id, DatasetRole Role, DatasetFormat Format, bool IsGzip, DateTimeOffset CreatedAt)
{
    /// <summary>How often reading the file is begun before the upload fails.</summary>
    public const int MaxAttempts = 5;

    /// <summary>An attempt that lasted so long counts, also when its instance was stopped.</summary>
    public static readonly TimeSpan LongAttempt = TimeSpan.FromMinutes(10);

    /// <summary>How long an instance may be silent before another takes the upload over.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    /// <summary>How long an upload waits after storage could not be reached.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    public UploadState State { get; init; }

    /// <summary>The size of the file as it is sent, where the caller has stated it.</summary>
    public long? Bytes { get; init; }

    /// <summary>The SHA-256 of the file as it is sent, in lower-case hex, where the caller has stated it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The blob that is read; null where the file is sent in parts.</summary>
    public UploadSource? Source { get; init; }

    /// <summary>The number of parts; null until the upload is completed.</summary>
    public int? Parts { get; init; }

    /// <summary>The share of the file that has been read, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>The version of the dataset that it became.</summary>
    public int? Dataset { get; init; }

    public UploadProblem? Problem { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Holder { get; init; }

    public DateTimeOffset? HeldUntil { get; init; }

    public int Attempts { get; init; }

    [JsonIgnore]
    public DateTimeOffset ExpiresAt => (FinishedAt ?? CreatedAt) + UploadLimits.Lifetime;

    [JsonIgnore]
    public bool TakesParts => Source is null && State is UploadState.Open or UploadState.Failed;

    /// <summary>Whether it may be deleted now; one that is being completed may not.</summary>
    public bool IsExpired(DateTimeOffset now) => State != UploadState.Completing && now >= ExpiresAt;

    /// <summary>Whether an instance may read the file now: it waits, or the instance that read it has fallen silent.</summary>
    public bool IsDue(DateTimeOffset now) => State == UploadState.Completing && (HeldUntil is null || HeldUntil < now);

    /// <summary>Queued to be read. What an earlier attempt found no longer counts.</summary>
    public Upload Complete(int? parts, string? sha256) =>
        this with { State = UploadState.Completing, Parts = parts, Sha256 = sha256, Progress = 0, Problem = null, FinishedAt = null, Holder = null, HeldUntil = null, Attempts = 0 };

    /// <summary>Taken by an instance; failed when too many attempts have come to nothing.</summary>
    public Upload Take(string instance, DateTimeOffset now) => Attempts >= MaxAttempts
        ? Fail(GivenUp(Attempts), now)
        : this with { Progress = 0, Holder = instance, HeldUntil = now + Hold, Attempts = Attempts + 1 };

    public Upload Advance(double progress, DateTimeOffset now) => this with { Progress = Math.Clamp(progress, Progress, 1), HeldUntil = now + Hold };

    /// <summary>Back to the queue because its instance stops. A stop soon after the beginning is no attempt; a later one is, because a file that takes longer than the host lets a function run would be read for ever.</summary>
    /// <param name="lasted">How long the file has been read.</param>
    public Upload GiveBack(TimeSpan lasted) => this with { Progress = 0, Holder = null, HeldUntil = null, Attempts = lasted < LongAttempt ? Attempts - 1 : Attempts };

    /// <summary>Waits for another attempt because storage could not be reached.</summary>
    public Upload Retry(DateTimeOffset now) => this with { Progress = 0, Holder = null, HeldUntil = now + RetryDelay };

    public Upload Succeed(int dataset, DateTimeOffset now) =>
        this with { State = UploadState.Completed, Progress = 1, Dataset = dataset, FinishedAt = now, Holder = null, HeldUntil = null };

    public Upload Fail(UploadProblem problem, DateTimeOffset now) =>
        this with { State = UploadState.Failed, Problem = problem, FinishedAt = now, Holder = null, HeldUntil = null };

    private static UploadProblem GivenUp(int attempts) => new(
        503, "Temporarily unavailable.", $"The file was begun to be read {attempts} times, and each time the instance stopped or storage could not be reached. Complete the upload again.");
}
