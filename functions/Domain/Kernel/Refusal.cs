using System.Diagnostics.CodeAnalysis;

namespace MlFunctions.Domain.Kernel;

/// <summary>An expected "no", with a sentence that says what to do. The hosts map it to one problem+json, in one place.</summary>
public abstract record Refusal(string Detail);

/// <summary>What was asked for does not exist.</summary>
public sealed record Missing(string Detail) : Refusal(Detail);

/// <summary>What was sent cannot be used; <paramref name="Errors"/> names each place.</summary>
public sealed record Invalid(string Detail, IReadOnlyList<FieldError> Errors) : Refusal(Detail)
{
    public Invalid(string detail)
        : this(detail, [])
    {
    }
}

/// <summary>What was sent is too much for one call.</summary>
public sealed record TooLarge(string Detail) : Refusal(Detail);

/// <summary>What was asked for is not legal now; <paramref name="Evidence"/> says why, as data.</summary>
public sealed record Conflict(string Detail, object? Evidence = null) : Refusal(Detail);

/// <summary>What was to be changed is no longer as the caller read it.</summary>
public sealed record Stale(string Detail) : Refusal(Detail);

/// <summary>Something that the answer depends on cannot be reached, or is behind; the same call may pass after <paramref name="RetryAfter"/>, in whole seconds on the wire.</summary>
public sealed record Unavailable(string Detail, TimeSpan? RetryAfter = null) : Refusal(Detail);

/// <summary>The caller's deadline was over before the work was begun.</summary>
public sealed record Expired(string Detail) : Refusal(Detail);

/// <summary>One mistake in what was sent.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901) or as a column of a file.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
public sealed record FieldError(string Pointer, string Detail);

/// <summary>A value, or the refusal that stands in its place.</summary>
public readonly struct Result<T>
    where T : class
{
    private Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Value is not null;

    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternate.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternate.")]
    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);
}
