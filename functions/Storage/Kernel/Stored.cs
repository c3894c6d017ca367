using Azure;

namespace MlFunctions.Storage.Kernel;

/// <summary>A row as it was read; writing it back fails when someone else wrote it meanwhile.</summary>
public sealed class Stored<T>
{
    internal Stored(T value, ETag etag) => (Value, ETag) = (value, etag);

    public T Value { get; }

    internal ETag ETag { get; }
}
