namespace MlFunctions.Support.Accounts;

/// <summary>A blob with its properties.</summary>
/// <param name="Container">Without the account's prefix.</param>
/// <param name="Name">Its path in the container.</param>
/// <param name="IsAppend">Whether it is an append blob; else a block blob.</param>
/// <param name="ContentType">As it was written.</param>
/// <param name="Metadata">By name.</param>
public sealed record StoredBlob(string Container, string Name, bool IsAppend, string ContentType, IReadOnlyDictionary<string, string> Metadata)
{
    public byte[] Content { get; init; } = [];

    public string Path => $"{Container}/{Name}";
}
